package io.callscreen.demo

import android.telecom.CallScreeningService.CallResponse
import io.callscreen.ffi.Verdict

/**
 * How a call gets to the voicemail. Android has no flag for it: the network decides, by the
 * forwarding that the user's carrier has set up.
 */
enum class VoicemailRoute {
    /**
     * Declined as by hand: at the voicemail within a second where the carrier forwards on busy, else
     * the caller hears the busy tone. What Android itself does with a contact's "to voicemail".
     */
    DECLINE,

    /**
     * The caller hears ringing until the carrier forwards on no reply, 20 to 30 seconds; this phone
     * stays quiet. The call log keeps the call as blocked, but not by whom.
     */
    RING_OUT,
}

/**
 * What Telecom is told. `CallResponse` throws when a call that is not disallowed carries `reject`,
 * `skipCallLog` or `skipNotification`, and `silence` means nothing beside `disallow`; so each
 * verdict has its one set of flags, and none is computed.
 */
fun callResponse(verdict: Verdict, route: VoicemailRoute): CallResponse = when (verdict) {
    Verdict.ALLOW -> LET_IT_RING
    Verdict.VOICEMAIL -> when (route) {
        VoicemailRoute.DECLINE -> DECLINED
        VoicemailRoute.RING_OUT -> RUNG_OUT
    }
    // Whether a rejected caller reaches the voicemail is up to the carrier, too: to prevent that,
    // an app would have to take the call and hang up, at the caller's cost.
    Verdict.REJECT -> REJECTED
}

/** Every flag at its default. Also the only answer to an outgoing call. */
val LET_IT_RING: CallResponse = CallResponse.Builder().build()

/** Telecom's own notification stays, for the caller may have spoken to the voicemail. */
private val DECLINED: CallResponse =
    CallResponse.Builder().setDisallowCall(true).setRejectCall(true).build()

private val RUNG_OUT: CallResponse = CallResponse.Builder().setDisallowCall(true).build()

/** No "missed call" for a call centre; the call log keeps it, as blocked by this app. */
private val REJECTED: CallResponse =
    CallResponse.Builder()
        .setDisallowCall(true)
        .setRejectCall(true)
        .setSkipNotification(true)
        .build()
