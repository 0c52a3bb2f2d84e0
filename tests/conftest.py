"""Every test has the fixtures of `support.plugin`."""

import pytest

pytest.register_assert_rewrite("support")

pytest_plugins = ("support.plugin",)
