"""What has to be looked at again and again: fiches to confirm, dates that come, links that die.

Pure, like the checks: no disk, no clock, no network. The pages, the commands
and the weekly issues all say what is computed here.
"""
