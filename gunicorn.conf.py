"""How gunicorn serves the portal: by script/server, in the container, behind a proxy."""

import gc
import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"

# Processes first, then threads: the interpreter lock makes one process with many threads slow.
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
# A fault in the code shows once, at the start, and not as workers that die again and again.
preload_app = True


def when_ready(server):
    """What is loaded now stays: not to be looked at again, a tenth of a second each time."""
    gc.collect()
    gc.freeze()


timeout = 30
graceful_timeout = 10
# It would be written below HOME, which may be read-only or missing.
control_socket_disable = True
