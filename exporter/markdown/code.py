"""Code to HTML, its words classed for colouring."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape


def code_html(code: str, language: str) -> str:
    """Render a block of code.

    Args:
        code: Its lines.
        language: As the fence names it.
    """
    name = re.sub(r"[^\w+#-]", "", language)
    return f'<pre class="code"><code class="language-{name}">{_coloured(code, name)}</code></pre>'


@lru_cache(maxsize=512)
def _coloured(code: str, language: str) -> str:
    from pygments import highlight
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return escape(code, quote=False)
    return str(highlight(code, lexer, HtmlFormatter(nowrap=True))).rstrip("\n")
