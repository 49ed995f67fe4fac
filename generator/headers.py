"""The settings of web servers for the site: security headers, caching, compression, error pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.policy import Policy

_FOR_EVER, _ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"
_HASHED = r"\.[0-9a-f]{8}\.min\.(?:css|js)$"
"""Files of the theme: their names change with their content, so they never go stale."""

_HASHED_PATHS = tuple(
    f"/{one.prefix}assets/{name}"
    for one in LANGUAGES
    for name in (
        *("javascripts/bundle.*.min.js", "stylesheets/main.*.min.css"),
        "stylesheets/palette.*.min.css",
    )
)
"""The same, where a rule may have one `*` only; none meets `lunr/min/`, which has no hashes."""


def security_headers(policy: Policy) -> dict[str, str]:
    """The headers that every answer has."""
    return {
        "Content-Security-Policy": policy.text(header=True),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def nginx(policy: Policy) -> str:
    """A configuration for nginx: a map for the http block, and the rest for the server block."""
    headers = "\n".join(
        f'    add_header {name} "{value}" always;'
        for name, value in security_headers(policy).items()
    )
    others = "\n".join(
        f"    location /{one.prefix} {{ error_page 404 /{one.prefix}404.html; }}"
        for one in LANGUAGES
        if one.prefix
    )
    return f"""\
map $uri $plan_cache {{
    "~{_HASHED}" "{_FOR_EVER}";
    default "{_ASK_AGAIN}";
}}
server {{
    # Yours: listen, server_name, and root, the link in the folder, such as /srv/plan/current
    charset utf-8;
    error_page 404 /404.html;
    gzip_static on;
    gzip_vary on;
    add_header Cache-Control $plan_cache always;
{headers}
{others}
}}
"""


def caddy(policy: Policy) -> str:
    """A configuration for Caddy: the inside of the site's block.

    Of two `header` lines for one request, Caddy runs the one without a matcher last: so each line
    about caching has a matcher, and no request meets two.
    """
    headers = "\n".join(f'    {name} "{value}"' for name, value in security_headers(policy).items())
    return f"""\
# root is yours: the folder's link, such as /srv/plan/current
header {{
{headers}
}}
@hashed path_regexp {_HASHED}
@others not path_regexp {_HASHED}
header @hashed Cache-Control "{_FOR_EVER}"
header @others Cache-Control "{_ASK_AGAIN}"
file_server {{
    precompressed gzip
}}
handle_errors {{
    header Cache-Control "{_ASK_AGAIN}"
    @other path {" ".join(f"/{one.prefix}*" for one in LANGUAGES if one.prefix)}
    rewrite @other {next(f"/{one.prefix}404.html" for one in LANGUAGES if one.prefix)}
    @rest not path {" ".join(f"/{one.prefix}*" for one in LANGUAGES if one.prefix)}
    rewrite @rest /404.html
    file_server
}}
"""


def headers_file(policy: Policy) -> str:
    """A `_headers` file, as Netlify and Cloudflare Pages read it from the root of the site.

    A header that two rules give is joined by both into one value, so only the theme's files get a
    rule about caching; by themselves both hosts have all others asked for again.
    """
    every = "\n".join(f"  {name}: {value}" for name, value in security_headers(policy).items())
    kept = "\n".join(f"{path}\n  Cache-Control: {_FOR_EVER}" for path in _HASHED_PATHS)
    return f"""\
/*
{every}
{kept}
"""


SERVERS: dict[str, Callable[[Policy], str]] = {
    "nginx": nginx,
    "caddy": caddy,
    "_headers": headers_file,
}
"""What writes the settings for each kind of server."""
