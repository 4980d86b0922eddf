"""Results for other programs: JSON, JSON Lines, CSV, SARIF, JUnit XML; personal data is masked."""
