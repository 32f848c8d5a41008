"""The rules of the house that a linter does not know. Each exception is a line here, with its reason."""

import ast
import re
import statistics
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = [path.parent.name for path in sorted(ROOT.glob("*/apps.py"))]

# Who may call text safe, so that one reader can judge them all.
MAKES_TEXT_SAFE = {"articles/rendering.py"}
# Who may write past save(), because they write the history rows themselves or write rows that have none.
WRITES_PAST_SAVE = {
    "policydesk/lib/history.py": "the one writer of desk records: versions and counters, beside their history rows",
    "articles/importing.py": "loads in batches, with the history of each batch; tags and authors have none",
    "actors/tagging.py": "rewrites the tags of records whose tag_list it saves with their history",
    "articles/noticing.py": "touches the time of publications, which have no history",
    "articles/delivering.py": "moves on what is sent, which has no history",
    "articles/linking.py": "writes the open copies of publications, which have no history",
    "articles/previewing.py": "counts how often a link was opened, which has no history",
    "articles/relating.py": "writes the related commitments of publications, which have no history",
    "articles/scrubbing.py": "takes words out of the history too, which a history row of it would bring back",
    "sources/indexing.py": "inserts the rows of the index of words, which have no history: they follow from texts",
    "articles/reporting.py": "deletes addresses of readers, which stand in no history",
    "articles/recording.py": "inserts the rows of an edition, which have no history: they never change",
}


def sources(*folders: str) -> Iterator[tuple[str, Path]]:
    """Give name and path of every Python file of these folders, migrations left out."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), path


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def found(wrong, *folders: str) -> list[str]:
    """List `file:line` of every node of these folders that is `wrong(name of the file, node)`."""
    return [
        f"{name}:{node.lineno}"
        for name, path in sources(*folders)
        for node in ast.walk(tree(path))
        if wrong(name, node)
    ]


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.*"))


def in_templates(pattern: str) -> list[str]:
    """List `file: text` of every match of `pattern` in the templates."""
    return [
        f"{path.relative_to(ROOT).as_posix()}: {match[0]}"
        for path in templates()
        for match in re.finditer(pattern, path.read_text(encoding="utf-8"), re.IGNORECASE)
    ]


def test_one_module_calls_text_safe():
    def wrong(name: str, node: ast.AST) -> bool:
        names = {getattr(node, "id", None), getattr(node, "attr", None), getattr(node, "name", None)}
        return bool(names & {"mark_safe", "SafeString", "SafeText"}) and name not in MAKES_TEXT_SAFE

    assert found(wrong, *APPS) == []
    assert in_templates(r"\|\s*safe(seq)?\b|autoescape\s+off") == []


def past_save(node: ast.AST) -> bool:
    """Tell a write that leaves no history. Unlike that of a dict or hash, QuerySet.update takes names."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    if node.func.attr == "update":
        return not node.args and bool(node.keywords)
    if node.func.attr in ("add", "set", "remove", "clear"):
        return isinstance(node.func.value, ast.Attribute) and node.func.value.attr == "tags"
    return node.func.attr in ("bulk_create", "bulk_update", "abulk_create", "abulk_update", "aupdate")


def test_nothing_is_written_past_the_history():
    writers = {line.partition(":")[0] for line in found(lambda name, node: past_save(node), *APPS)}
    assert writers == set(WRITES_PAST_SAVE)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("Article.objects.filter(pk=1).update(state='ready')", True),
        ("Article.objects.update(**changes)", True),
        ("article.tags.add('Trade')", True),
        ("Claim.objects.bulk_create(rows)", True),
        ("digest.update(content)", False),
        ("names.add('Trade')", False),
        ("article.save(by=ada)", False),
    ],
)
def test_a_write_past_the_history_is_recognised(line, wrong):
    assert past_save(ast.parse(line, mode="eval").body) is wrong


def test_imports_stand_at_the_top():
    def inline(name: str, path: Path) -> Iterator[str]:
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if node.name == "ready" and path.name == "apps.py":  # models can be imported only then
                continue
            yield from (
                f"{name}:{inner.lineno}" for inner in ast.walk(node) if isinstance(inner, ast.Import | ast.ImportFrom)
            )

    assert [line for name, path in sources(*APPS, "tests") for line in inline(name, path)] == []


def test_templates_hold_no_style_and_no_script():
    data_block = r"""(?![^>]*\b(?:src=|type="application/(?:ld\+)?json"))"""
    assert in_templates(rf"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script\b{data_block}[^>]*>") == []


def test_the_identity_of_a_source_is_named_in_sources_alone():
    def wrong(name: str, node: ast.AST) -> bool:
        words = (getattr(node, field, None) for field in ("id", "attr", "name", "module", "value"))
        return any(
            isinstance(word, str) and re.search(r"\bSourceIdentity\b|models\.identity\b", word) for word in words
        )

    assert found(wrong, *(app for app in APPS if app != "sources")) == []


def imported(node: ast.AST) -> list[str]:
    """Give every dotted name that `node` may import."""
    if isinstance(node, ast.ImportFrom):
        return [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


@cache
def pure_modules() -> frozenset[str]:
    """Those that say so in their first line: without a database and without models, to be tested by the thousand."""
    return frozenset(
        name.removesuffix(".py").replace("/", ".")
        for name, path in sources(*APPS)
        if (ast.get_docstring(tree(path)) or "").startswith("PURE  ")
    )


def test_the_contract_of_pure_modules_names_each_that_says_it_is_one():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {row["name"]: row for row in settings["tool"]["importlinter"]["contracts"]}
    assert set(contracts["Pure modules reach no model, however indirectly"]["source_modules"]) == pure_modules()


def test_models_know_no_rules():
    def wrong(name: str, node: ast.AST) -> bool:
        in_models = re.match(r"\w+/models(/|\.py$)", name)
        return bool(in_models) and any(
            re.match(r"(actors|sources|articles|commitments)\.(\w+ing|views|admin|feeds|filters|urls)$", module)
            and module not in pure_modules()
            for module in imported(node)
        )

    assert found(wrong, *APPS) == []


def test_rules_know_no_pages():
    def wrong(name: str, node: ast.AST) -> bool:
        return name.endswith("ing.py") and any(
            re.match(r"(actors|sources|articles|commitments|policydesk)\.(views|admin|feeds|filters|urls)\b", module)
            for module in imported(node)
        )

    assert found(wrong, "actors", "sources", "articles", "commitments") == []


def test_pure_modules_know_no_database():
    def wrong(name: str, node: ast.AST) -> bool:
        pure = name.removesuffix(".py").replace("/", ".") in pure_modules()
        return pure and any(re.search(r"^django\.(db|contrib|apps)\b|\bmodels\b", module) for module in imported(node))

    assert found(wrong, *APPS) == []


def lengths(*folders: str) -> dict[str, int]:
    return {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in sources(*folders)}


def function_lengths(*folders: str) -> dict[str, int]:
    return {
        f"{name}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for name, path in sources(*folders)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_modules_are_short():
    assert {name: lines for name, lines in lengths(*APPS, "tests").items() if lines > 300} == {}
    assert statistics.median(lengths(*APPS).values()) <= 75


def test_functions_are_short():
    assert {name: lines for name, lines in function_lengths(*APPS).items() if lines > 40} == {}
    assert statistics.median(function_lengths(*APPS).values()) <= 10


@pytest.mark.parametrize("app", APPS)
def test_the_map_of_an_app_names_every_room_of_rules_and_none_that_is_gone(app):
    named = re.findall(r"`([a-z_/]+\.py)`", (ROOT / app / "README.md").read_text(encoding="utf-8"))
    rooms = {path.name for path in (ROOT / app).rglob("*.py")}
    assert [name for name in named if Path(name).name not in rooms and not (ROOT / name).exists()] == []
    assert {path.name for path in (ROOT / app).glob("*ing.py")} - {Path(name).name for name in named} == set()
