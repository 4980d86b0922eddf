"""The program ``fazhi`` from a checkout: ``python cli.py check 报告.docx``."""

from analyzer.commands.app import main

if __name__ == "__main__":
    raise SystemExit(main())
