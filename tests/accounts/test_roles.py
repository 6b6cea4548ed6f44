"""roles.toml is read strictly."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from accounts import roles

RIGHTS = '[rights]\n"a.see" = "See"\n'


def test_a_role_has_the_rights_it_is_given():
    known, found = roles.read(RIGHTS + '[roles.officer]\nrights = ["a.see"]')

    assert known == {"a.see"}
    assert found["officer"].rights == {"a.see"}


def test_a_right_nobody_explained_is_refused():
    with pytest.raises(ImproperlyConfigured, match=r"officer has unknown rights: a\.do"):
        roles.read(RIGHTS + '[roles.officer]\nrights = ["a.do"]')


def test_a_role_without_a_name_is_refused():
    with pytest.raises(ImproperlyConfigured, match="king has no name"):
        roles.read(RIGHTS + '[roles.king]\nrights = ["a.see"]')


def test_the_roles_of_this_program():
    assert list(roles.ROLES) == ["manager", "officer", "protocol", "programme", "donor_viewer"]
    assert roles.ROLES["manager"].rights == roles.RIGHTS
    assert "delegate.view" not in roles.ROLES["donor_viewer"].rights
