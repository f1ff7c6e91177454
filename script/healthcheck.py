"""Ask the running portal whether it is well; exit status 0 if so. Used by the container."""

import os
import sys
import urllib.request

URL = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/gesundheit/"


def is_healthy():
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip(" .*") or "localhost"
    request = urllib.request.Request(URL, headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=5) as response:  # noqa: S310 own http address
            return response.status == 200
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(not is_healthy())
