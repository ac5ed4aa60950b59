"""What an answer is, by its status, its headers and where it came from in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edscreen.site.obstacles.recognise import Obstacle, obstacle_before_reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.fetched import Fetched
    from edscreen.site.problems import Problem

HOME = "https://www.lumen.example/"


@pytest.mark.parametrize(
    ("status", "headers", "problem"),
    [
        (403, {"cf-mitigated": "challenge"}, "bot_wall"),
        (200, {"cf-mitigated": "challenge"}, "bot_wall"),
        (429, {"x-vercel-mitigated": "challenge"}, "bot_wall"),
        (202, {"x-amzn-waf-action": "challenge"}, "bot_wall"),
        (405, {"x-amzn-waf-action": "captcha"}, "bot_wall"),
        (202, {"sg-captcha": "challenge"}, "bot_wall"),
        (403, {"x-datadome": "protected", "set-cookie": "datadome=1; path=/"}, "bot_wall"),
        (403, {"server": "AkamaiGHost"}, "bot_wall"),
        (403, {"x-iinfo": "1-2-3", "x-cdn": "Imperva"}, "bot_wall"),
        (403, {"set-cookie": "visid_incap_12=x; path=/"}, "bot_wall"),
        (429, {"x-kpsdk-ct": "1"}, "bot_wall"),
        (403, {"server": "Sucuri/Cloudproxy"}, "bot_wall"),
        (403, {"server": "ddos-guard"}, "bot_wall"),
        (999, {}, "bot_wall"),
        (401, {"www-authenticate": 'Basic realm="staging"'}, "login_wall"),
        (429, {"retry-after": "30"}, "rate_limited"),
        (403, {"server": "nginx"}, "http_4xx"),
        (404, {"server": "AkamaiGHost", "x-iinfo": "1-2-3"}, "http_4xx"),
        (404, {"set-cookie": "datadome=1; path=/"}, "http_4xx"),
        (410, {}, "http_4xx"),
        (503, {"retry-after": "3600"}, "http_5xx"),
        (502, {"server": "cloudflare"}, "http_5xx"),
    ],
)
def test_status_and_headers_say_what_it_is(
    fetched: Callable[..., Fetched], status: int, headers: dict[str, str], problem: Problem
) -> None:
    found = obstacle_before_reading(fetched({"status": status, "headers": headers}))

    assert found is not None
    assert (found.problem, found.decides) == (problem, True)


@pytest.mark.parametrize(
    "headers",
    [
        {"server": "cloudflare", "cf-ray": "1", "set-cookie": "__cf_bm=1; path=/"},
        {"x-datadome": "protected", "set-cookie": "datadome=1; path=/"},
        {"x-iinfo": "1-2-3", "x-cdn": "Imperva", "set-cookie": "incap_ses_1=1"},
        {"server": "AkamaiGHost", "akamai-grn": "0.1", "set-cookie": "_abck=1"},
        {"x-sucuri-id": "12", "server": "Sucuri/Cloudproxy"},
        {"x-vercel-id": "iad1", "server": "Vercel"},
        {"x-amzn-requestid": "1"},
    ],
)
def test_a_page_that_a_protected_site_lets_through_is_no_wall(
    fetched: Callable[..., Fetched], headers: dict[str, str]
) -> None:
    assert obstacle_before_reading(fetched({"headers": headers})) is None


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://accounts.google.com/v3/signin/identifier?continue=x", "login_wall"),
        ("https://login.microsoftonline.com/common/oauth2/authorize", "login_wall"),
        ("https://clever.com/oauth/authorize?client_id=1", "login_wall"),
        ("https://launchpad.classlink.com/lumen", "login_wall"),
        ("https://lumen.okta.com/login/login.htm", "login_wall"),
        ("https://lumen.cloudflareaccess.com/cdn-cgi/access/login/app", "login_wall"),
        ("https://consent.google.com/ml?continue=https://lumen.example/", "consent_wall"),
        ("https://consent.youtube.com/m?continue=x", "consent_wall"),
        ("https://guce.yahoo.com/consent", "consent_wall"),
        ("https://www.hugedomains.com/domain_profile.cfm?d=lumen.example", "parked"),
        ("https://dan.com/buy-domain/lumen.example", "parked"),
        ("https://www.godaddy.com/forsale/lumen.example", "parked"),
        ("https://sedo.com/search/details/?domain=lumen.example", "parked"),
        ("https://geo.captcha-delivery.com/captcha/?cid=1", "bot_wall"),
        ("https://validate.perfdrive.com/?ssa=1", "bot_wall"),
        ("https://lumen.queue-it.net/?c=lumen", "rate_limited"),
        ("https://block.opendns.com/main?url=lumen", "http_4xx"),
        ("https://www.fernhollow.example/", "redirect_offsite"),
        ("https://clever.com/about", "redirect_offsite"),
        ("https://www.godaddy.com/websites", "redirect_offsite"),
        ("https://www.notsedo.com/", "redirect_offsite"),
        ("https://dan.com.lumen.example/", "redirect_offsite"),
    ],
)
def test_where_the_reader_is_sent_says_what_it_is(
    fetched: Callable[..., Fetched], url: str, problem: Problem
) -> None:
    answer = fetched({"asked": HOME, "url": url, "status": 302, "problem_before": "redirect_offsite"})

    found = obstacle_before_reading(answer)

    assert found is not None
    assert found.problem == problem


@pytest.mark.parametrize(
    ("status", "html", "problem"),
    [
        (403, "<title>Just a moment...</title><script>window._cf_chl_opt={}</script>", "bot_wall"),
        (403, "<title>Pardon Our Interruption</title>", "bot_wall"),
        (403, "<title>403 Forbidden</title>", "http_4xx"),
        (503, "<title>Account Suspended</title>", "parked"),
        (403, '<div id="cf-error-details"></div>', "bot_wall"),
        (503, "<p>Generated by Wordfence at Mon</p>", "bot_wall"),
        (403, "<p>Reference #18.1 https://errors.edgesuite.net/18.1</p>", "bot_wall"),
        (403, '<html data-adblockkey="x"><script src="https://img.sedoparking.com/a.js"></script>', "parked"),
        (404, '<script src="https://img.sedoparking.com/a.js"></script>', "parked"),
        (522, '<div id="cf-error-details"></div>', "http_5xx"),
        (404, '<script src="/_Incapsula_Resource?SWJIYLWA=1"></script>', "http_4xx"),
        (500, "<h1>Internal Server Error</h1>", "http_5xx"),
    ],
)
def test_the_text_of_a_refusal_is_searched_for_what_only_walls_hold(
    fetched: Callable[..., Fetched], status: int, html: str, problem: Problem
) -> None:
    found = obstacle_before_reading(fetched({"status": status, "html": html}))

    assert found is not None
    assert found.problem == problem


@pytest.mark.parametrize("problem", ["dns", "tls", "robots", "too_large", "blocked_address", "redirect_loop"])
def test_what_is_settled_stays_as_it_is(fetched: Callable[..., Fetched], problem: Problem) -> None:
    answer = fetched(
        {
            "url": "https://accounts.google.com/",
            "status": None,
            "problem_before": problem,
            "detail": "so it is",
        }
    )

    assert obstacle_before_reading(answer) == Obstacle(problem, "so it is")


def test_a_vendor_of_domains_is_a_vendor(fetched: Callable[..., Fetched]) -> None:
    assert obstacle_before_reading(fetched({"url": "https://www.atom.com/name/lumen"})) is None
