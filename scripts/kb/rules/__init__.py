"""What a careful editor checks: explicit lists of rules, one pure function each."""

from kb.rules.knowledge import KNOWLEDGE_RULES
from kb.rules.record import RECORD_RULES

__all__ = ["KNOWLEDGE_RULES", "RECORD_RULES"]
