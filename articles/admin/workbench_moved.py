"""What one change at the workbench did to claims that were not looked at."""

from articles.admin.workbench_page import Page


def moved(page: Page, seen: dict[str, int]) -> dict[str, tuple[int, int]]:
    """The claims of `page` but the chosen one whose version is not the one `seen`, each with that and its own."""
    others = [line.claim for line in page.lines if not line.current and line.claim.public_id in seen]
    pairs = {claim.public_id: (seen[claim.public_id], claim.version) for claim in others}
    return {public_id: (was, now) for public_id, (was, now) in pairs.items() if was != now}
