"""Texts that attack whatever shows them; reliability.md sections 4.1 and 4.2."""

PAYLOADS: dict[str, str] = {
    "jinja": "{{7*7}}{{cycler.__init__.__globals__.os.popen('id').read()}}",
    "jinja raw": "A {% raw %} B {% endraw %} {# c #} {{ x",
    "close script": "</script><script>document.title='pwned'</script>",
    "close json": "</script><!--<script>\u2028\u2029",
    "img": "<img src=x onerror=\"document.title='pwned'\">",
    "svg": "<svg onload=\"document.title='pwned'\"><a xlink:href='javascript:alert(1)'>",
    "link": "javascript:document.title='pwned'",
    "dollar": "${document.title='pwned'} #{1+1} <%= 1 %>",
    "backtick": "`;document.title='pwned';`",
    "quotes": "' \" '; document.title='pwned'; //",
    "entities": "&lt;b&gt; &amp; &#60;i&#62; A<b>&{{7*7}}",
    "direction": "invoice\u202egpj.exe\u2066x\u2069",
    "control": "a\x00b\x07c\x1b[31md\x7fe\x85f\ufeffg\ufffe",
    "ics": "Visit\r\nATTENDEE:mailto:x@example.org\r\nEND:VEVENT\r\nBEGIN:VEVENT\nX:1",
    "typst": '*A* #1 $x$ \\ [é] #read("/etc/passwd") #import "x" = head /* c */ // d @ref <lab>',
    "markdown": "# h\n- l\n| a | b |\n```x```\n[t](u) **b** _i_ ~s~ \\",
    "formula": "=1+1 +2 -3 @SUM(A1)\tx",
    "path": "../../x C:\\x a/b:c*?<>|.lnk",
    "xml": "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]>&b;]]><![CDATA[x",
    "long word": "w" * 400,
    "long": "word " * 400,
    "accents": "Señora Peña Ñúñez; ¿Qué día? — “Nguyễn Thị” ʻOkina Łódź Dvořák",
    "half a pair": "x\ud800y\udfffz",
    "zero width": "a\u200bb\u200cc\u200dd\u00ade",
}
# These hold characters that no bundled font has: the PDF shows a mark and says so.
UNPRINTABLE: dict[str, str] = {
    "other scripts": "日本語 한국어 हिन्दी ไทย",
    "emoji": "🚌🏫 family 👨‍👩‍👧‍👦",
    "private use": "\ue000\U000f0000\U0010fffd",
}
