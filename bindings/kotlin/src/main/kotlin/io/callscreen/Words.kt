package io.callscreen

import io.callscreen.ffi.CallbackEntry
import io.callscreen.ffi.Decision
import io.callscreen.ffi.Ending
import io.callscreen.ffi.JournalEntry
import io.callscreen.ffi.Language
import io.callscreen.ffi.Rule
import io.callscreen.ffi.ScreenerException
import io.callscreen.ffi.rulePattern
import java.util.Locale
import io.callscreen.ffi.describe as ffiDescribe
import io.callscreen.ffi.describeCallback
import io.callscreen.ffi.describeEnding

/**
 * Verdict and reason in one line of plain words, to show to the user: German for a German
 * [locale], else English.
 */
public fun Decision.describe(locale: Locale = Locale.getDefault()): String =
    ffiDescribe(verdict, reason, locale.toLanguage())

/** As for a [Decision]. */
public fun JournalEntry.describe(locale: Locale = Locale.getDefault()): String =
    ffiDescribe(verdict, reason, locale.toLanguage())

/** What a caller on the callback desk did, such as "tried 3 times, left a message". */
public fun CallbackEntry.describe(locale: Locale = Locale.getDefault()): String =
    describeCallback(this, locale.toLanguage())

/** What came of a call, such as "missed". */
public fun Ending.describe(locale: Locale = Locale.getDefault()): String =
    describeEnding(this, locale.toLanguage())

/** Whom the rule concerns, as the user reads it and [Callscreen.putRule] reads it. */
public val Rule.pattern: String
    get() = rulePattern(matcher)

/**
 * What went wrong, in English and without a phone number, for a log or a support mail; empty for
 * [ScreenerException.Closed] and [ScreenerException.Cancelled]. Words for the user are the app's, by the type of the exception.
 */
public val ScreenerException.reason: String
    get() = when (this) {
        is ScreenerException.Closed, is ScreenerException.Cancelled -> ""
        is ScreenerException.InvalidArgument -> reason
        is ScreenerException.InvalidFile -> reason
        is ScreenerException.InvalidPolicy -> reason
        is ScreenerException.PackNotNewer -> reason
        is ScreenerException.PackOtherBase -> reason
        is ScreenerException.PackNotTrusted -> reason
        is ScreenerException.NotFound -> reason
        is ScreenerException.Storage -> reason
    }

internal fun Locale.toLanguage(): Language =
    if (language == Locale.GERMAN.language) Language.GERMAN else Language.ENGLISH
