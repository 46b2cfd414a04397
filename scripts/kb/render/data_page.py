"""The page on taking the data away: its files, its tables, and addresses in its examples."""

from markupsafe import escape

from kb.exports import planned
from kb.models import KINDS
from kb.render import linked_data
from kb.render.context import Context
from kb.render.templating import render
from kb.render.view import HeadView


def page(mould: str, context: Context) -> str:
    """The whole page, from the one that the engine built with placeholders."""
    followed = bool(context.changes)
    head = HeadView(
        root="../", feed="feed.xml" if followed else "", data=linked_data.dataset(context)
    )
    parts = {
        "head": render("head.html.j2", page=head).strip(),
        "files": render("files.html.j2", kinds=KINDS, followed=followed),
        "tables": render("tables.html.j2", tables=planned.plans().values()),
        "url": escape(context.site_url),
    }
    for name, text in parts.items():
        mould = mould.replace(f"@@kb:{name}@@", text)
    return mould
