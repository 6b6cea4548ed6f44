"""Reading the tables ministries send: files and pasted text become lines of text, lines become values. No models."""
