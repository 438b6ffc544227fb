package io.callscreen.demo

import android.net.Uri
import android.os.Build
import android.telecom.Call
import android.telecom.Connection
import android.telecom.TelecomManager
import android.telephony.TelephonyManager
import io.callscreen.Callscreen
import io.callscreen.ffi.IncomingCall
import io.callscreen.ffi.Presentation
import io.callscreen.ffi.ScreenerException
import io.callscreen.ffi.Verification
import io.callscreen.incomingCall
import java.time.Instant
import java.time.OffsetDateTime
import java.time.ZoneId
import java.util.Locale

/**
 * What Telecom tells about a call, for the core. A screening app gets no account handle, hence no
 * line: on a phone with two SIMs the one that rings is not known.
 */
fun Call.Details.toIncomingCall(zone: ZoneId = ZoneId.systemDefault()): IncomingCall =
    incomingCall(
        // The whole address: the core reads `tel:` and `sip:` with their escapes and parameters. An
        // empty one is no number at all.
        number = handle?.takeUnless { it.schemeSpecificPart.isNullOrBlank() }?.toString(),
        presentation = presentationOf(handlePresentation),
        verification = verification(),
        at = arrival(zone),
    )

private fun Call.Details.verification(): Verification =
    // Before Android 11 the method is not there, and calling it would be an error.
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
        verificationOf(callerNumberVerificationStatus)
    } else {
        Verification.NOT_VERIFIED
    }

/** When the call was made, on this phone's clock. */
fun Call.Details.arrival(zone: ZoneId = ZoneId.systemDefault()): OffsetDateTime {
    // 0 when Telecom does not say.
    val instant = creationTimeMillis.takeIf { it > 0 }?.let(Instant::ofEpochMilli) ?: Instant.now()
    return instant.atZone(zone).toOffsetDateTime()
}

/** `PRESENTATION_*`: whoever has no number is one of four different callers. */
fun presentationOf(handlePresentation: Int): Presentation = when (handlePresentation) {
    TelecomManager.PRESENTATION_ALLOWED -> Presentation.ALLOWED
    TelecomManager.PRESENTATION_RESTRICTED -> Presentation.WITHHELD
    TelecomManager.PRESENTATION_PAYPHONE -> Presentation.PAYPHONE
    TelecomManager.PRESENTATION_UNAVAILABLE -> Presentation.UNAVAILABLE
    // A value that a later Android adds, too.
    else -> Presentation.UNKNOWN
}

/** `VERIFICATION_STATUS_*`; outside of North America and France usually not verified. */
fun verificationOf(status: Int): Verification = when (status) {
    Connection.VERIFICATION_STATUS_PASSED -> Verification.PASSED
    Connection.VERIFICATION_STATUS_FAILED -> Verification.FAILED
    else -> Verification.NOT_VERIFIED
}

/**
 * The regions whose national spelling a number may have: that of the SIM, then that of the network,
 * which differs abroad. Both are empty in flight mode without a SIM; then the user's own.
 */
fun homeRegions(telephony: TelephonyManager?, locale: Locale = Locale.getDefault()): List<String> =
    homeRegions(telephony?.simCountryIso, telephony?.networkCountryIso, locale)

internal fun homeRegions(sim: String?, network: String?, locale: Locale): List<String> =
    listOfNotNull(sim, network)
        .ifEmptyOfRegions { listOf(locale.country) }
        // Where nothing is known, only international spellings can be read, and any region will do.
        .ifEmptyOfRegions { listOf("CH") }

private fun List<String>.ifEmptyOfRegions(other: () -> List<String>): List<String> =
    map { it.uppercase(Locale.ROOT) }.distinct().filter(::isRegion).ifEmpty(other)

/** A test network's code, or that of a satellite's, is no region and must not stop the screener. */
private fun isRegion(code: String): Boolean =
    try {
        Callscreen.readNumber("1", listOf(code))
        true
    } catch (_: ScreenerException.InvalidArgument) {
        false
    }

/** Whether this is an emergency number here: the SIM and the network know some that no table does. */
fun TelephonyManager.isEmergency(address: Uri): Boolean =
    try {
        isEmergencyNumber(address.schemeSpecificPart.orEmpty())
    } catch (_: IllegalStateException) {
        // The telephony service is restarting.
        false
    } catch (_: UnsupportedOperationException) {
        // A tablet that cannot call.
        false
    }
