"""How gunicorn serves the product; it reads this file by itself, under `make run` and in the container."""

workers = 2
threads = 4
# The product is loaded once and the workers share it: less memory, and one that ended is back at once.
preload_app = True
# A large upload over a slow line takes its time.
timeout = 120
graceful_timeout = 20
control_socket_disable = True
