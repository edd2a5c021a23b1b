"""What can be taken into papers; anything else is listed in them with a link."""

MAX_BYTES = 60 * 1024 * 1024
MAX_PAGES = 300
MAX_PIXELS = 40_000_000
PICTURES = {"image/jpeg", "image/png", "image/tiff"}
