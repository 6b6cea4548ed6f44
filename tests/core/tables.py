"""A table of a model that lives for one class of tests, to try fields of ours on a real database."""

from django.db import connection
from django.test import TransactionTestCase


class TableCase(TransactionTestCase):
    """`make_model`, of an isolated app, becomes the table behind `model`."""

    __test__ = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.model = cls.make_model()
        with connection.schema_editor() as editor:
            editor.create_model(cls.model)

    @classmethod
    def tearDownClass(cls):
        with connection.schema_editor() as editor:
            editor.delete_model(cls.model)
        super().tearDownClass()
