package io.callscreen

import io.callscreen.ffi.CallbackEntry
import io.callscreen.ffi.Decision
import io.callscreen.ffi.Ending
import io.callscreen.ffi.Finding
import io.callscreen.ffi.JournalEntry
import io.callscreen.ffi.Language
import io.callscreen.ffi.Rule
import io.callscreen.ffi.ReasonCount
import io.callscreen.ffi.Ruling
import io.callscreen.ffi.ScreenerException
import io.callscreen.ffi.rulePattern
import java.util.Locale
import io.callscreen.ffi.describe as ffiDescribe
import io.callscreen.ffi.describeCallback
import io.callscreen.ffi.describeEnding
import io.callscreen.ffi.describeProblem
import io.callscreen.ffi.ruleOfProblem
import io.callscreen.ffi.describeReasonInGeneral

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

/** As for a [Decision]. */
public fun Ruling.describe(locale: Locale = Locale.getDefault()): String =
    ffiDescribe(verdict, reason, locale.toLanguage())

/** A finding as one plain sentence or two. */
public fun Finding.describe(locale: Locale = Locale.getDefault()): String =
    describeProblem(problem, locale.toLanguage())

/** The id of the rule that the finding is about, if it is about one. */
public val Finding.rule: Long?
    get() = ruleOfProblem(problem)

/** What reasons of this kind have in common: "on a list of call centres". */
public fun ReasonCount.describe(locale: Locale = Locale.getDefault()): String =
    describeReasonInGeneral(example, locale.toLanguage())

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
