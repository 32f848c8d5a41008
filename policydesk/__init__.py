"""The project. It is both ends of the house: `urls`, `views`, `search`, `roles`, `checks` and the commands
stand at the top and may import every app; `lib` stands at the bottom and knows no app at all."""
