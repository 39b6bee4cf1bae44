"""`django.core.signals`, typed."""

from typedsignals.django.types import (
    GotRequestExceptionSignal,
    RequestFinishedSignal,
    RequestStartedSignal,
    SettingChangedSignal,
)

request_started: RequestStartedSignal
request_finished: RequestFinishedSignal
got_request_exception: GotRequestExceptionSignal
setting_changed: SettingChangedSignal
