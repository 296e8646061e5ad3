"""Composes the stages: vault → notes → cards → pack → bytes. A command imports those that it needs."""
