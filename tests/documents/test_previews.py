"""A preview is the PDF's own HTML, and can run nothing."""

from documents.previews import preview

HEAD = '<head><title>T</title><link rel="stylesheet" href="letters.css"></head>'
PAGE = f"<!doctype html><html>{HEAD}<body>x</body></html>"


def test_a_preview_is_the_same_page_with_the_same_style():
    response = preview(PAGE)
    shown = response.content.decode()
    assert shown.index("pdf/fonts.css") < shown.index("pdf/pdf.css") < shown.index("letters.css")
    assert '<base href="/static/pdf/">' in shown
    assert shown.endswith(PAGE.split("<head>")[1])


def test_a_preview_can_run_nothing_and_reach_nothing():
    policy = preview(PAGE)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "frame-ancestors 'self'" in policy
