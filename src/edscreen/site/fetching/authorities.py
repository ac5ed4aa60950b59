"""Whom encrypted connections trust."""

from __future__ import annotations

import ssl


def trusted_authorities() -> ssl.SSLContext:
    """Return what checks certificates: certifi's authorities and those that this computer trusts.

    Both, because a district's own filter may sign what passes through it, with an authority that only
    its computers know, and because Python on some systems knows no authority by itself.
    """
    import certifi

    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    # Python 3.13 refuses authorities that browsers and earlier versions accept, filters' above all.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context
