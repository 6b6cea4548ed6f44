"""What the environment's URLs become."""

from config import environment


class TestDatabase:
    def test_sqlite_takes_the_write_lock_at_once_and_writes_to_disk(self, tmp_path):
        config = environment.database(f"sqlite:///{tmp_path / 'db.sqlite3'}", test_suffix="x")

        assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        assert config["OPTIONS"]["timeout"] == 20
        assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]
        assert "synchronous=FULL" in config["OPTIONS"]["init_command"]
        assert config["TEST"]["NAME"] == str(tmp_path / "test_x.sqlite3")

    def test_nobody_else_can_read_the_sqlite_file(self, tmp_path):
        environment.database(f"sqlite:///{tmp_path / 'new' / 'db.sqlite3'}")

        assert (tmp_path / "new" / "db.sqlite3").stat().st_mode & 0o777 == 0o600

    def test_postgresql_waits_three_seconds_for_a_lock_and_compiles_nothing(self):
        config = environment.database("postgres://me@db.example/conference", test_suffix="x")

        assert "lock_timeout=3000" in config["OPTIONS"]["options"]
        assert "statement_timeout=15000" in config["OPTIONS"]["options"]
        assert "idle_in_transaction_session_timeout=30000" in config["OPTIONS"]["options"]
        assert "jit=off" in config["OPTIONS"]["options"]
        assert config["CONN_HEALTH_CHECKS"] is True
        assert config["TEST"]["NAME"] == "test_conference_x"

    def test_what_the_url_says_wins(self):
        config = environment.database("postgres://db.example/c?options=-c%20lock_timeout%3D1&sslmode=require")

        assert config["OPTIONS"] == {"options": "-c lock_timeout=1", "sslmode": "require"}


class TestMail:
    def test_a_folder(self):
        assert environment.mail("file:///var/spool/my%20letters") == {
            "EMAIL_BACKEND": "mailing.files.LetterFiles",
            "EMAIL_FILE_PATH": "/var/spool/my letters",
        }

    def test_a_server(self):
        config = environment.mail("smtp+tls://user:word@mail.example:587")

        assert config["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
        assert (config["EMAIL_HOST"], config["EMAIL_PORT"], config["EMAIL_USE_TLS"]) == (
            "mail.example",
            587,
            True,
        )


class TestKeptSecret:
    def test_it_is_made_once_and_only_we_can_read_it(self, tmp_path):
        first = environment.kept_secret(tmp_path / "var", "secret-key")

        second = environment.kept_secret(tmp_path / "var", "secret-key")

        assert first == second
        assert len(first) > 50
        assert (tmp_path / "var" / "development-secret-key").stat().st_mode & 0o777 == 0o600
