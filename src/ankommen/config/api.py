"""The API: typed functions of the rooms behind one strict gate; OpenAPI at /api/schema/."""

from ninja import NinjaAPI

from ankommen.interviews.api import router as interviews

api = NinjaAPI(
    title="ankommen",
    version="1",
    urls_namespace="api",
    openapi_url="schema/",
    docs_url=None,
)
api.add_router("/interviews/", interviews)
