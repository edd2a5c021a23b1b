"""The container's health check: ask the web process for /healthz, under a name that it answers to."""

import os
import sys
from http import HTTPStatus
from http.client import HTTPConnection

name = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0]
connection = HTTPConnection("127.0.0.1", 8000, timeout=4)
connection.request("GET", "/healthz", headers={"Host": name})
sys.exit(connection.getresponse().status != HTTPStatus.OK)
