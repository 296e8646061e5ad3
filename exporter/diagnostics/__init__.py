"""What a stage has to say about its input: a rule, a place, a message and a fix."""

from exporter.diagnostics.diagnostic import Checked, Diagnostic, Severity, at
from exporter.diagnostics.rules import Rule, nearest_rule, rule, rules

__all__ = ["Checked", "Diagnostic", "Rule", "Severity", "at", "nearest_rule", "rule", "rules"]
