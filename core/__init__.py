"""What every app may use: no models, no business words."""
