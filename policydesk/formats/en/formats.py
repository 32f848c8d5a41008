"""How dates stand at the desk, in its lists, forms and histories alike: templates name these, and write none."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATETIME_FORMAT = "j F Y, H:i:s"  # in histories: tells two saves of one minute apart
