from typing import Any

import factory
from factory.django import DjangoModelFactory

from ankommen.accounts.models import Membership, Organisation, Role, User

PASSWORD = "a-long-password-for-tests"


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation
        django_get_or_create = ("slug",)

    slug = "contact-point"
    name = "Contact point"
    kind = Organisation.Kind.CITY_OFFICE


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.SOCIAL_WORKER


class UserFactory(DjangoModelFactory[User]):
    """Somebody with one membership; `role` says which, None makes an account without any."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"person{number}")
    full_name = "Jana Brandt"

    @factory.post_generation
    def role(self: User, create: bool, extracted: str | None, **kwargs: Any) -> None:  # type: ignore[misc]
        self.set_password(PASSWORD)
        self.save()
        MembershipFactory(user=self, role=extracted or Role.SOCIAL_WORKER)
