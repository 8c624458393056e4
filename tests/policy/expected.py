"""Who may do what, written down a second time, by hand. Imports nothing of the product, on purpose.

A line: route, methods, and who is let in. `public`: everybody; `staff`: every role. In brackets stand the
relations in which a role is let in; without brackets there is only one. What is not written here is shut.

Relations of somebody to a case:
assigned           responsible for it, in the own organisation
organisation       of the own organisation, somebody else is responsible
emergency          the same, opened by break-glass less than 30 minutes ago
emergency_over     the same, the 30 minutes are over
emergency_of_other the same, opened by break-glass by somebody else
closed             responsible, closed
closed_organisation of the own organisation, closed
blocked            responsible, blocked
foreign            of another organisation
granted            of another organisation, shared for joint counselling with all groups of fields
granted_contact    the same, with phone and address only
granted_school     the same, for another purpose: a place at a school
granted_elsewhere  shared with a third organisation
expired            the grant ended yesterday
withdrawn          the grant was withdrawn today
granted_closed     shared, and closed since
granted_blocked    shared, and blocked since

Of somebody to a membership:
self               the own one
colleague          of somebody in the own organisation
stranger           of somebody in another organisation

To an offer:
kept               of a provider that belongs to the own organisation
of_others          of another provider

To an open invitation that waits for a second person:
invited_home       into the own organisation
invited_away       into another
"""

import re

RELATIONS = [
    "assigned",
    "organisation",
    "emergency",
    "emergency_over",
    "emergency_of_other",
    "closed",
    "closed_organisation",
    "blocked",
    "foreign",
    "granted",
    "granted_contact",
    "granted_school",
    "granted_elsewhere",
    "expired",
    "withdrawn",
    "granted_closed",
    "granted_blocked",
]

TO_MEMBERSHIPS = ["self", "colleague", "stranger"]
TO_INVITATIONS = ["invited_home", "invited_away"]
TO_OFFERS = ["kept", "of_others"]

ROLES = [
    "reception",
    "social_worker",
    "team_lead",
    "partner",
    "school_placement",
    "mediator",
    "volunteer_coordinator",
    "researcher",
    "grant_officer",
    "committee",
    "data_protection_officer",
    "system_administrator",
    "project_lead",
    "questionnaire_editor",
    "translator",
]

# Those without a role: nobody logged in; a login in the client's hands; a membership that ended; a lock.
WITHOUT_ROLE = ["anonymous", "tablet", "ended", "locked"]

_SETS = {
    "OWN": "assigned organisation emergency emergency_over emergency_of_other closed closed_organisation",
    "OWN_OPEN": "assigned organisation emergency emergency_over emergency_of_other",
    "EVERY": " ".join(RELATIONS),
    "ANYBODY": " ".join(TO_MEMBERSHIPS),
    "ALL_OFFERS": " ".join(TO_OFFERS),
}

TABLE = """
desk                          GET       staff
set_language                  POST      public -tablet
health                        GET       public -tablet
front                         GET       public -tablet
robots                        GET       public -tablet
sitemap_index                 GET       public -tablet
sitemap                       GET       public -tablet
portal:start                  GET       public -tablet
portal:topic                  GET       public -tablet
portal:offers                 GET       public -tablet
portal:offer                  GET       public -tablet
portal:sheet                  GET       public -tablet
portal:report                 GET,POST  public -tablet
portal:offline                GET       public -tablet
portal:offline_document       GET       public -tablet
portal:offline_worker         GET       public -tablet
portal:box                    GET,POST  public -tablet
portal:events                 GET       public -tablet
portal:event                  GET       public -tablet
portal:points                 GET       public -tablet
portal:districts              GET       public -tablet
portal:guides                 GET       public -tablet
portal:guide                  GET       public -tablet
csp_report                    POST      public
papers:privacy                GET       public -tablet
papers:accessibility          GET       public -tablet
papers:imprint                GET       public -tablet
figures:page                  GET       public -tablet
still_right:confirm           GET,POST  public -tablet
my_case:look                  GET,POST  public -tablet
my_case:withdraw              POST      public -tablet
my_case:copy                  POST      public -tablet
interviews:withdraw           GET,POST  public -tablet
interviews:needs              GET,POST  public
interviews:sheet              POST      public

open:about                    GET       public -tablet
open:services                 GET       public -tablet
open:service                  GET       public -tablet
open:organizations            GET       public -tablet
open:organization             GET       public -tablet
open:service_at_locations     GET       public -tablet
open:service_at_location      GET       public -tablet
open:taxonomies               GET       public -tablet
open:taxonomy                 GET       public -tablet
open:taxonomy_terms           GET       public -tablet
open:taxonomy_term            GET       public -tablet
open:dump                     GET       public -tablet
open:points                   GET       public -tablet
open:calendar                 GET       public -tablet
open:event                    GET       public -tablet
open:linked_offer             GET       public -tablet
open:linked_event             GET       public -tablet
open:openapi-json             GET       public -tablet

questionnaires:list           GET       staff -committee
questionnaires:version        GET       staff -committee
questionnaires:preview        GET       staff -committee
questionnaires:workbook       GET       staff -committee
questionnaires:xform          GET       staff -committee
questionnaires:upload         GET,POST  questionnaire_editor
questionnaires:discard        GET,POST  questionnaire_editor
questionnaires:publish        GET,POST  questionnaire_editor project_lead
questionnaires:retire         GET,POST  questionnaire_editor project_lead
questionnaires:release        POST      questionnaire_editor project_lead
questionnaires:hold_back      POST      questionnaire_editor project_lead
questionnaires:add_language   GET,POST  questionnaire_editor translator
questionnaires:translations   GET,POST  questionnaire_editor translator
questionnaires:edit_text      GET,POST  questionnaire_editor translator
questionnaires:download       GET       questionnaire_editor translator

interviews:start              GET,POST  social_worker reception partner
interviews:keying             GET       social_worker reception
interviews:correct            POST      social_worker reception partner

evaluation:results            GET       social_worker team_lead questionnaire_editor project_lead data_protection_officer
evaluation:release            POST      project_lead
evaluation:links              GET       questionnaire_editor project_lead
evaluation:propose            POST      questionnaire_editor project_lead
evaluation:confirm            POST      questionnaire_editor project_lead
evaluation:confirm_identical  POST      questionnaire_editor project_lead
evaluation:projects           GET       questionnaire_editor project_lead data_protection_officer
evaluation:project            GET       questionnaire_editor project_lead data_protection_officer
evaluation:propose_project    GET,POST  questionnaire_editor project_lead
evaluation:release_project    POST      project_lead data_protection_officer
evaluation:end_project        GET,POST  project_lead data_protection_officer
evaluation:export_project     POST      project_lead
evaluation:fetch_export       POST      project_lead

offers:list                   GET       partner team_lead school_placement volunteer_coordinator project_lead
offers:new                    GET,POST  partner team_lead school_placement volunteer_coordinator project_lead
offers:offer                  GET       partner(kept) team_lead(kept) school_placement(kept) volunteer_coordinator(kept) project_lead(ALL_OFFERS)
offers:change                 GET,POST  partner(kept) team_lead(kept) school_placement(kept) volunteer_coordinator(kept) project_lead(ALL_OFFERS)
offers:confirm                POST      partner(kept) team_lead(kept) school_placement(kept) volunteer_coordinator(kept) project_lead(ALL_OFFERS)
offers:take_out               POST      partner(kept) team_lead(kept) school_placement(kept) volunteer_coordinator(kept) project_lead(ALL_OFFERS)
offers:show_again             POST      partner(kept) team_lead(kept) school_placement(kept) volunteer_coordinator(kept) project_lead(ALL_OFFERS)
offers:undo                   POST      partner(kept) team_lead(kept) school_placement(kept) volunteer_coordinator(kept) project_lead(ALL_OFFERS)
offers:settle                 POST      partner(kept) team_lead(kept) school_placement(kept) volunteer_coordinator(kept) project_lead(ALL_OFFERS)
offers:place                  GET,POST  partner(kept) team_lead(kept) school_placement(kept) volunteer_coordinator(kept) project_lead(ALL_OFFERS)
offers:undo_place             POST      partner(kept) team_lead(kept) school_placement(kept) volunteer_coordinator(kept) project_lead(ALL_OFFERS)
offers:events                 GET       partner team_lead school_placement volunteer_coordinator project_lead
offers:new_event              GET,POST  partner team_lead school_placement volunteer_coordinator project_lead
offers:event                  GET,POST  partner(kept) team_lead(kept) school_placement(kept) volunteer_coordinator(kept) project_lead(ALL_OFFERS)
offers:take_out_event         POST      partner(kept) team_lead(kept) school_placement(kept) volunteer_coordinator(kept) project_lead(ALL_OFFERS)
offers:show_event_again       POST      partner(kept) team_lead(kept) school_placement(kept) volunteer_coordinator(kept) project_lead(ALL_OFFERS)
offers:undo_event             POST      partner(kept) team_lead(kept) school_placement(kept) volunteer_coordinator(kept) project_lead(ALL_OFFERS)
offers:provider               GET,POST  partner(kept) team_lead(kept) school_placement(kept) volunteer_coordinator(kept) project_lead(ALL_OFFERS)
offers:undo_provider          POST      partner(kept) team_lead(kept) school_placement(kept) volunteer_coordinator(kept) project_lead(ALL_OFFERS)
offers:duplicates             GET,POST  project_lead
offers:imports                GET,POST  project_lead
offers:import                 GET       project_lead
offers:import_meaning         GET,POST  project_lead
offers:import_problems        GET       project_lead
offers:import_take_over       POST      project_lead
offers:import_give_up         POST      project_lead
offers:reviews                GET       project_lead
offers:review                 GET,POST  project_lead

translating:overview          GET       translator project_lead
translating:texts             GET       translator project_lead
translating:edit              GET,POST  translator
translating:files             GET       translator project_lead
translating:upload            POST      translator
translating:download          GET       translator project_lead
translating:release           POST      project_lead
translating:hold_back         POST      project_lead
translating:terms             GET       translator project_lead
translating:new_term          GET,POST  translator project_lead
translating:term              GET,POST  translator project_lead
translating:remove_term       POST      translator project_lead

suggestions:list              GET       project_lead
suggestions:settle            POST      project_lead

thesaurus:list                GET       project_lead
thesaurus:add                 POST      project_lead
thesaurus:table               GET       project_lead
thesaurus:take_in             GET,POST  project_lead
thesaurus:term                GET,POST  project_lead
thesaurus:remove              POST      project_lead
thesaurus:put_back            POST      project_lead
thesaurus:belongs             POST      project_lead
thesaurus:ignore              POST      project_lead

journal:search                GET       staff

accounts:policy               GET       staff
accounts:invitation           GET,POST  public -tablet
accounts:people               GET       team_lead system_administrator data_protection_officer
accounts:search_people        POST      team_lead system_administrator data_protection_officer
accounts:invite               GET,POST  team_lead system_administrator
accounts:person               GET       team_lead(self colleague) system_administrator(ANYBODY) data_protection_officer(ANYBODY)
accounts:renew                GET,POST  team_lead(self colleague) system_administrator(ANYBODY)
accounts:end                  GET,POST  team_lead(self colleague) system_administrator(ANYBODY)
accounts:withdraw_invitation  POST      team_lead(invited_home) system_administrator(invited_home invited_away)
accounts:confirm_invitation   GET,POST  data_protection_officer(invited_home invited_away)

cases:list                    GET       reception social_worker team_lead partner school_placement
cases:search                  POST      reception social_worker team_lead partner school_placement
cases:open                    GET,POST  reception social_worker
cases:emergency               GET,POST  social_worker team_lead
cases:emergencies             GET       team_lead data_protection_officer
cases:review                  POST      data_protection_officer
cases:show                    GET       reception(OWN) team_lead(OWN granted granted_contact) social_worker(assigned closed emergency granted granted_contact) partner(granted granted_contact) school_placement(granted_school)
cases:change                  GET,POST  social_worker(assigned)
cases:note                    POST      social_worker(assigned granted)
cases:assign                  GET,POST  team_lead(OWN)
cases:close                   GET,POST  social_worker(assigned) team_lead(OWN_OPEN)
cases:reopen                  POST      social_worker(closed) team_lead(closed closed_organisation)
cases:link                    GET,POST  social_worker(assigned)
cases:unlink                  POST      social_worker(assigned)
cases:share                   GET,POST  social_worker(assigned)
cases:withdraw                POST      social_worker(assigned closed) team_lead(OWN)
cases:log                     GET       team_lead(OWN) data_protection_officer(EVERY)
cases:block                   GET,POST  team_lead(OWN blocked)
cases:copy                    GET,POST  social_worker(assigned closed)
cases:new_code                POST      social_worker(assigned closed)
cases:erase                   GET,POST  team_lead(OWN blocked)
"""

# Which groups of fields a case then shows. What is not written here shows nothing.
FIELDS = """
reception         OWN                                  stub
team_lead         OWN                                  stub contact notes
team_lead         granted                              stub contact notes special
team_lead         granted_contact                      stub contact
team_lead         emergency                            stub contact notes special
social_worker     assigned closed emergency granted    stub contact notes special
social_worker     granted_contact                      stub contact
partner           granted                              stub contact notes special
partner           granted_contact                      stub contact
school_placement  granted_school                       stub contact notes special
"""

# Addresses of a login itself, tested in tests/accounts; of the interview under way, in tests/interviews; files
# of a release, which are as open as its page, in tests/evaluation.
TESTED_ELSEWHERE = [
    "accounts:login",
    "accounts:logout",
    "accounts:second_factor",
    "accounts:passkey",
    "accounts:passkey_to_ask",
    "accounts:my_access",
    "accounts:set_up",
    "accounts:add_app",
    "accounts:add_passkey",
    "accounts:passkey_to_make",
    "accounts:remove_factor",
    "accounts:paper_codes",
    "accounts:password",
    "accounts:end_others",
    "accounts:stop_renewal",
    "accounts:confirm",
    "accounts:confirm_passkey",
    "interviews:take_back",
    "interviews:screen",
    "interviews:notice",
    "interviews:draft",
    "interviews:discard",
    "interviews:hand_over",
    "interviews:document",
    "interviews:texts",
    "evaluation:download",
    "figures:download",
    "api:openapi-json",
    "api:submit_interview",
    "api:api-root",
]


def expected() -> dict[tuple[str, str], dict[str, frozenset[str] | None]]:
    """(route, method) -> role -> relations in which it is let in, None where relations do not count."""
    table: dict[tuple[str, str], dict[str, frozenset[str] | None]] = {}
    for line in filter(None, TABLE.splitlines()):
        route, methods, who = line.split(maxsplit=2)
        for method in methods.split(","):
            table[route, method] = _let_in(who)
    return table


def expected_fields() -> dict[tuple[str, str], frozenset[str]]:
    """(role, relation) -> groups of fields that the page of a case shows; a later line wins."""
    shown: dict[tuple[str, str], frozenset[str]] = {}
    for line in filter(None, FIELDS.splitlines()):
        role, relations, groups = line[:18].strip(), line[18:55], line[55:]
        shown |= {(role, relation): frozenset(groups.split()) for relation in _relations(relations)}
    return shown


def _let_in(who: str) -> dict[str, frozenset[str] | None]:
    roles: dict[str, frozenset[str] | None] = {}
    for word in re.findall(r"[\w-]+(?:\([^)]*\))?", who):
        if word == "public":
            roles |= dict.fromkeys([*ROLES, *WITHOUT_ROLE], None)
        elif word == "staff":
            roles |= dict.fromkeys(ROLES, None)
        elif word.startswith("-"):
            del roles[word[1:]]
        else:
            role, _, relations = word.rstrip(")").partition("(")
            roles[role] = frozenset(_relations(relations)) if relations else None
    return roles


def _relations(words: str) -> list[str]:
    return [relation for word in words.split() for relation in _SETS.get(word, word).split()]
