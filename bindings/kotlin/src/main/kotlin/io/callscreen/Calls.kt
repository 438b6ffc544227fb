package io.callscreen

import io.callscreen.ffi.CallRef
import io.callscreen.ffi.CallbackChange
import io.callscreen.ffi.Contact
import io.callscreen.ffi.ExpectedCall
import io.callscreen.ffi.IncomingCall
import io.callscreen.ffi.JournalEntry
import io.callscreen.ffi.ListInfo
import io.callscreen.ffi.Moment
import io.callscreen.ffi.PackInfo
import io.callscreen.ffi.Presentation
import io.callscreen.ffi.Verification
import java.time.Instant
import java.time.OffsetDateTime
import java.time.ZoneOffset

/**
 * One incoming call. [number] is the caller's as the platform hands it over, in any spelling, or
 * `null` when it gives none; [line] is the line or SIM that is called, by a name the app chooses;
 * [callId] is a name for the call by which the app reports later what came of it, never a number.
 */
public fun incomingCall(
    number: String?,
    presentation: Presentation = Presentation.ALLOWED,
    verification: Verification = Verification.NOT_VERIFIED,
    line: String? = null,
    at: OffsetDateTime = OffsetDateTime.now(),
    callId: String? = null,
): IncomingCall =
    IncomingCall(number, presentation, verification, line, at.toMoment(), callId)

/** When the call arrived, on the clock of that place. */
public val JournalEntry.time: OffsetDateTime
    get() = at.toOffsetDateTime()

/** When the list was imported. */
public val ListInfo.importedAt: Instant
    get() = Instant.ofEpochMilli(importedAtMs)

/** When the pack was made. */
public val PackInfo.publishedAt: Instant
    get() = Instant.ofEpochMilli(publishedAtMs)

/** This point in time, to the millisecond and with the offset to the minute. */
public fun OffsetDateTime.toMoment(): Moment =
    Moment(toInstant().toEpochMilli(), offset.totalSeconds / SECONDS_PER_MINUTE)

/** This point in time for `java.time`. */
public fun Moment.toOffsetDateTime(): OffsetDateTime =
    Instant.ofEpochMilli(unixMs)
        .atOffset(ZoneOffset.ofTotalSeconds(utcOffsetMinutes * SECONDS_PER_MINUTE))

private const val SECONDS_PER_MINUTE = 60

internal fun IncomingCall.wellFormed(): IncomingCall =
    copy(
        number = number?.wellFormed(),
        line = line?.wellFormed(),
        callId = callId?.wellFormed(),
    )

internal fun CallbackChange.wellFormed(): CallbackChange =
    if (this is CallbackChange.Note) copy(text = text.wellFormed()) else this

internal fun CallRef.wellFormed(): CallRef = when (this) {
    is CallRef.Id -> this
    is CallRef.CallId -> copy(callId = callId.wellFormed())
    is CallRef.Seen -> copy(number = number?.wellFormed())
}

internal fun Contact.wellFormed(): Contact =
    copy(number = number.wellFormed(), groups = groups.map { it.wellFormed() })

/** Until when the call is expected. */
public val ExpectedCall.until: Instant
    get() = Instant.ofEpochMilli(untilMs)

/**
 * Half a surrogate pair, as left over where somebody cut a text, cannot cross the border and would
 * throw. One such contact must not stop a whole address book, nor such a caller a decision.
 */
internal fun String.wellFormed(): String = encodeToByteArray().decodeToString()
