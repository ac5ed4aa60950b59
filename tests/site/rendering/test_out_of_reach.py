"""Whatever a page's scripts ask for, nothing arrives where the fetcher may not go."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.site.rendering.conftest import Forbidden, Site

    from edscreen.site.fetched import Fetched

# Each asks for the forbidden place in its own way; PLACE is its host and port, SITE the page's own.
ATTEMPTS = """<!doctype html>
<title>Attempts</title>
<link rel="preconnect" href="http://PLACE/">
<link rel="prefetch" href="http://PLACE/prefetched">
<link rel="stylesheet" href="http://PLACE/style">
<link rel="manifest" href="http://PLACE/manifest">
<link rel="icon" href="http://PLACE/icon">
<script type="speculationrules">
{"prefetch": [{"urls": ["http://PLACE/speculated"], "eagerness": "immediate"}]}
</script>
<style>@import "http://PLACE/imported"; body {background: url("http://PLACE/background")}</style>
<img src="http://PLACE/image"><img src="/redirected-image">
<iframe src="http://PLACE/frame"></iframe>
<iframe src="/redirected-frame"></iframe>
<iframe src="file:///etc/hostname"></iframe>
<object data="http://PLACE/object"></object><embed src="http://PLACE/embedded">
<video src="http://PLACE/video" autoplay></video>
<script src="http://PLACE/script"></script>
<form id="form" method="post" action="http://PLACE/posted" target="inside"><input name="a"></form>
<iframe name="inside"></iframe>
<p id="done">Not yet.</p>
<script>
const place = "PLACE", port = place.split(":").pop();
const safely = (attempt) => { try { attempt(); } catch (fault) { console.log(fault); } };
for (const host of ["127.0.0.1", "localhost", "x.localhost", "0.0.0.0", "[::1]", "2130706433", "0x7f.1",
                    "127.0.0.2", "[::ffff:127.0.0.1]"]) {
  safely(() => fetch(`http://${host}:${port}/fetched`, {mode: "no-cors"}).catch(() => {}));
  safely(() => new WebSocket(`ws://${host}:${port}/socket`));
}
safely(() => fetch("/redirected-fetch").catch(() => {}));
safely(() => fetch(`http://${place}/preflighted`, {method: "PUT"}).catch(() => {}));
safely(() => {
  const asked = new XMLHttpRequest();
  asked.open("GET", `http://${place}/asked`);
  asked.send();
});
safely(() => new EventSource(`http://${place}/events`));
safely(() => navigator.sendBeacon(`http://${place}/beacon`, "a"));
safely(() => form.submit());
safely(() => open(`http://${place}/opened`));
const source = `fetch("http://${place}/worker").catch(() => {});
  importScripts("http://${place}/worker-script");`;
safely(() => new Worker(URL.createObjectURL(new Blob([source]))));
safely(() => new SharedWorker(`data:text/javascript,fetch("http://${place}/shared-worker")`));
for (const kind of ["stun", "turn"]) for (const way of ["udp", "tcp"]) safely(() => {
  const urls = kind === "stun" ? `stun:${place}` : `turn:${place}?transport=${way}`;
  const peer = new RTCPeerConnection({iceServers: [{urls, username: "a", credential: "b"}]});
  peer.createDataChannel("a");
  peer.createOffer().then((offer) => peer.setLocalDescription(offer));
});
safely(() => new WebTransport(`https://${place}/transport`));
safely(() => navigator.serviceWorker.register("/service-worker.js"));
setTimeout(() => { done.textContent = "All tried."; }, 1500);
</script>
"""


def _site_of_attempts(site: Site, forbidden: Forbidden) -> None:
    place = f"127.0.0.1:{forbidden.port}"
    site.pages["/"] = ATTEMPTS.replace("PLACE", place)
    for path in ("image", "frame", "fetch"):
        site.pages[f"/redirected-{path}"] = (302, {"Location": f"http://{place}/redirected-{path}"}, b"")
    site.pages["/service-worker.js"] = (200, {"Content-Type": "text/javascript"}, b"")


def test_nothing_arrives(render: Callable[..., Fetched], site: Site, forbidden: Forbidden) -> None:
    _site_of_attempts(site, forbidden)

    page = render(screenshots=True)

    assert forbidden.arrived == []
    assert b"All tried." in page.body
    assert page.problem is None
    assert "/service-worker.js" not in site.asked


def test_the_attempts_would_arrive_where_the_user_opens_the_place(
    render: Callable[..., Fetched], site: Site, forbidden: Forbidden
) -> None:
    _site_of_attempts(site, forbidden)

    render(screenshots=True, allow=(f"127.0.0.1:{forbidden.port}",))

    tried = {line.split(" ")[1].lstrip("/") for line in forbidden.arrived if "HTTP/1.1" in line}
    assert tried >= {
        "asked", "background", "beacon", "embedded", "events", "fetched", "frame", "icon", "image",
        "imported", "object", "posted", "prefetched", "preflighted", "redirected-fetch", "redirected-frame",
        "redirected-image", "script", "socket", "speculated", "style", "worker", "worker-script",
    }  # fmt: skip
