"""More than five hundred strings that somebody could type into any field to break a page, a feed or the desk."""

from itertools import product

BREAKOUTS = (
    "", '"', "'", "`", '">', "'>", "/>", "</title>", "</script>", "</textarea>", "</style>", "-->", "]]>", "</bdi>",
)  # fmt: skip
PAYLOADS = (
    "<script>alert(1)</script>",
    "<ScRiPt/x>alert(1)</sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href=javascript:alert(1)>go</a>",
    "<iframe srcdoc=x></iframe>",
    "<style>*{display:none}</style>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0>",
    "<form action=//evil.example><input>",
    "<object data=x><embed src=x>",
    "<math><mi xlink:href=javascript:1>",
    "<!-- open",
    "<![CDATA[ open",
    "<?php echo 1 ?>",
)
ATTRIBUTES = tuple(
    f"{quote}{space}{name}=alert(1){tail}"
    for quote, space, (name, tail) in product(
        ('"', "'", "` "),
        (" ", "/", "\u00a0"),
        (("onmouseover", ""), ("autofocus onfocus", " x="), ("style", '"'), ("srcdoc", "'"), ("ONCLICK", ">")),
    )
)
ADDRESSES = (
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "javascript&colon;alert(1)", "&#106;avascript:alert(1)"),
    *("&#x6A;avascript:alert(1)", "data:text/html,<script>1</script>", "data:text/html;base64,PHN2Zz4="),
    *("vbscript:msgbox(1)", "view-source:javascript:1", "blob:https://x/1", "file:///etc/passwd"),
    "//evil.example/",
    *("https:/\\evil.example", "http://evil.example\\@good.example", "mailto:x?bcc=y", "feed:javascript:1"),
    *("http://[::1", "http://%00", "http://xn--80ak6aa92e.example/", "intent://x#Intent;end"),
    "ws://evil.example",
)
TEMPLATES = (
    *("{{ 7|add:7 }}", "{{ settings.SECRET_KEY }}", "{% debug %}", "{% include '/etc/passwd' %}", "{# gone #}"),
    *("{% load i18n %}", "{% csrf_token %}", "{% endblock %}", "{{ request.user }}", "{% autoescape off %}<b>"),
    *("${7*7}", "#{7*7}", "<%= 7*7 %>", "[[7*7]]", "{{constructor.constructor('alert(1)')()}}", "@{7*7}"),
    "*{7*7}",
    *("{{", "}}", "{%", "%}", "{", "}", "{0}", "{label}", "{number}", "{who}", "{__class__.__mro__}"),
    "{:>999}",
)
FORMATS = (
    *("%s", "%d", "%n%n%n", "%(number)s", "%(words)s", "%(headline)s", "%", "%%", "%%%", "100%"),
    *("100 % sure", "%x%x"),
    *("%(", "%()s", "%1$s", "$1", "\\1", "\\g<0>", "\\", "\\\\", '\\"', "\\'", "\\u003cscript\\u003e"),
    "\\x3cscript",
    *("$&", "${IFS}", "$(id)", "`id`", "; ls", "| ls", "&& ls", "> /dev/null", "../../etc/passwd", "%2e%2e%2f"),
    *("C:\\nul", "\\\\host\\share", "%00", "%0d%0aSet-Cookie: x=1", "\\r\\nLocation: //evil.example", "%c0%af"),
)
SQL = (
    *("' OR 1=1 --", "'; DROP TABLE articles_article; --", '" OR ""="', "') OR ('1'='1"),
    "1; SELECT pg_sleep(9)",
    *("' UNION SELECT NULL--", "%' AND '1'='1", "_", "%_%", "\\%", "[a-z]", "*", "?", "NULL", "null"),
    "undefined",
)
DATA = (
    *('{"@type": "Person"}', '"}]}', '","x":"', "[]", "{}", "true", "NaN", "-Infinity", "1e309", "-0", "0x10"),
    *("&lt;script&gt;", "&amp;lt;b&amp;gt;", "&#60;b&#62;", "&#x3c;b&#x3e;", "&nbsp;", "&bogus;", "&", "&&"),
    "&#0;",
    *("&#x110000;", "&#55296;", "&xxe;", "<!DOCTYPE x [<!ENTITY xxe SYSTEM 'file:///etc/passwd'>]>", "<?xml?>"),
    *("]]>", "<![CDATA[", "]]]]><![CDATA[>", "<x:y xmlns:x='z'/>", "<a/><b></a></b>", "< b>", "<b", "<"),
    *("<<", "<>"),
    *("</", "</>", "</main>", "<main", "<main id=main>", "</body></html>", "</head>", "<plaintext>"),
    "<noscript>",
    *("<template>", "<select>", "<table><tr>", "<li>", "<p>", "<br>", "<b>bold</b>"),
    "<a href='/admin/'>in</a>",
    *(
        "１２３",
        "=cmd|'/c calc'!A1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "＝1+1",
        "# heading",
        "* item",
        "> quote",
        "[x](javascript:1)",
    ),
)
SCRIPTS = (
    *("中国与美国", "Пекин", "שלום עולם", "السلام عليكم", "ภาษาไทย", "नमस्ते", "한국어", "日本語", "Ελληνικά", "ქართული"),
    *("می‌خواهم", "İstanbul ısı", "ﬁnance ﬂow", "straße STRASSE", "Ⅻ ½ ² ℡ ㎏", "ｆｕｌｌ ｗｉｄｔｈ"),
    *(
        "＜script＞alert(1)＜/script＞",
        "＂ onmouseover=alert(1)",
        "‹script›",
        "〈script〉",
        "≮script≯",
        "<\u0338script>\u0338",
    ),
    *(
        "\u0338start",
        "e\u0301 é",
        "Z͑ͫaͪlg̊o",
        "\u0301alone",
        "ﷺ",
        "𝒻𝒶𝓃𝒸𝓎",
        "𐎠𐏂",
        "🇨🇳🇺🇸",
        "👩‍👩‍👧‍👦",
        "👍🏽",
        "🏴‍☠️",
        "😀" * 20,
    ),
    *(
        "\U000e0001\U000e0041",
        "\ue000",
        "\U000f0000",
        "\ufdd0",
        "\U0001fffe",
        "\ufffd",
        "\u2028",
        "\u2029",
        "\u0085",
        "\u009f",
        "\u00ad",
    ),
    *(
        "\u034f",
        "\u00a0",
        "\u2003",
        "\u3000",
        "\u2800",
        "\u3164",
        "\u115f",
        "\u180e",
        "a\u00a0b",
        "a\u202fb",
        "\u200c",
        "\u200d",
    ),
    *("soft\u00adhyphen", "\ufe0f", "\ufe0e", "\u17b4", "\U0001d173", "a\u2062b", "x\u0335y", "º ª", "µ μ"),
    "Å Å K K",
)
LOOKS_ALIKE = ("раypal", "ԌOV", "US\u0391", "Bеijing", "Beij\u0456ng", "0penAI", "rn m", "Ⅰ I l 1", "ǃ !", "；;")
# Some of these every field refuses; the others lose them on the way in.
INVISIBLE = (*(f"zero{char}width" for char in "\u200b\u2060\ufeff"), "\u200b", "\ufeff\ufeff")
BIDI = tuple(f"abc{char}def" for char in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
CONTROLS = (*(f"x{chr(code)}y" for code in (*range(0x20), 0x7F)), "x\ufffey", "x\uffffy", "x\r\ny", "x\ud800y")
HUGE = ("A" * 5_000, "<" * 500, "&" * 500, "(" * 500, "\u0301" * 40, "🏴" * 300, "a " * 2_000, "%s" * 300, '"' * 300)

STRINGS = list(
    dict.fromkeys(
        (
            *(broken + payload for broken, payload in product(BREAKOUTS, PAYLOADS)),
            *(*ATTRIBUTES, *ADDRESSES, *TEMPLATES, *FORMATS, *SQL, *DATA, *SCRIPTS, *LOOKS_ALIKE),
            *(*INVISIBLE, *BIDI, *CONTROLS, *HUGE),
        )
    )
)
