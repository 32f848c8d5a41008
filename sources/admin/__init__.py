"""Sources in the admin: works with their copies and passages, and, apart from them, who a hidden source is."""

from sources.admin.identity import IdentityAdmin
from sources.admin.source import SourceAdmin

__all__ = ["IdentityAdmin", "SourceAdmin"]
