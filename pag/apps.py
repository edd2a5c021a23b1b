from django.apps import AppConfig


class PagConfig(AppConfig):
    name = "pag"
