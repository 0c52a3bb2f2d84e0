"""What PyYAML reads with: libyaml, some ten times as fast, where PyYAML was built with it."""

import yaml

# Plain data and nothing else.
DATA: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Events whose scalars are the text that was written.
TEXT: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
