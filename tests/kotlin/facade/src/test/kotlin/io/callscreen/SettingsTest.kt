package io.callscreen

import io.callscreen.ffi.Matcher
import io.callscreen.ffi.Organisation
import io.callscreen.ffi.Reason
import io.callscreen.ffi.Rule
import io.callscreen.ffi.RuleLimits
import io.callscreen.ffi.ScreenerException
import io.callscreen.ffi.Verdict
import java.time.OffsetDateTime
import org.json.JSONObject
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

/** Rules and policy. */
internal class SettingsTest : StoreTest() {
    @Test
    fun `rules on numbers and prefixes are kept and obeyed`() {
        val number = callscreen.putRule("+41 61 555 02 02", Verdict.REJECT, note = "rings at night")
        val prefix = callscreen.putRule("+41 44 555*", Verdict.ALLOW)
        assertEquals(
            listOf(
                Rule(number, Matcher.Number(STRANGER), Verdict.REJECT, "rings at night", ALWAYS),
                Rule(prefix, Matcher.Prefix("+4144555*"), Verdict.ALLOW, "", ALWAYS),
            ),
            callscreen.rules(),
        )
        assertEquals(Reason.OwnBlock(number), callscreen.screen(call(STRANGER)).reason)
        assertEquals(Reason.OwnPattern(prefix), callscreen.screen(call(CALL_CENTRE)).reason)
    }

    @Test
    fun `a rule counts on its line and in its hours only`() {
        val limits = RuleLimits(line = "office", schedule = """{"windows":["mon-fri 08:00-18:00"]}""")
        val rule = callscreen.putRule("country:CH", Verdict.ALLOW, limits = limits)
        fun reason(line: String?, at: String) = callscreen.screen(
            incomingCall(STRANGER, line = line, at = OffsetDateTime.parse(at)),
        ).reason
        assertEquals(Reason.OwnPattern(rule), reason("office", "2026-11-20T12:00:00+01:00"))
        assertEquals(Reason.Stranger, reason("home", "2026-11-20T12:00:00+01:00"))
        assertEquals(Reason.Stranger, reason("office", "2026-11-21T12:00:00+01:00"))
        val stored = callscreen.rules().single()
        assertEquals("office", stored.limits.line)
        assertEquals("country:CH", stored.pattern)
        assertThrows<ScreenerException.InvalidArgument> {
            callscreen.putRule("country:CH", Verdict.ALLOW, limits = RuleLimits(schedule = "{}"))
        }
    }

    @Test
    fun `an organisation is a set of numbers that one rule is about`() {
        callscreen.putOrganisation("Acme", listOf("+41 61 555*", "+41 44 555 03 03"))
        val rule = callscreen.putRule("organisation:Acme", Verdict.REJECT)
        assertEquals(Reason.OwnPattern(rule), callscreen.screen(call(STRANGER)).reason)
        val members = listOf(Matcher.Number("+41445550303"), Matcher.Prefix("+4161555*"))
        assertEquals(listOf(Organisation("Acme", members)), callscreen.organisations())
        assertThrows<ScreenerException.InvalidArgument> { callscreen.removeOrganisation("Acme") }
        callscreen.removeRule(rule)
        callscreen.removeOrganisation("Acme")
        assertThrows<ScreenerException.NotFound> { callscreen.removeOrganisation("Acme") }
    }

    @Test
    fun `a second rule on the same number replaces the first`() {
        val first = callscreen.putRule(STRANGER, Verdict.REJECT)
        assertEquals(first, callscreen.putRule(STRANGER, Verdict.ALLOW, note = "cut off \uD83D"))
        assertEquals(Verdict.ALLOW, callscreen.rules().single().verdict)
        assertEquals(Reason.OwnAllow(first), callscreen.screen(call(STRANGER)).reason)
    }

    @Test
    fun `a rule can be removed once`() {
        val rule = callscreen.putRule(STRANGER, Verdict.REJECT)
        callscreen.removeRule(rule)
        assertEquals(Reason.Stranger, callscreen.screen(call(STRANGER)).reason)
        val error = assertThrows<ScreenerException.NotFound> { callscreen.removeRule(rule) }
        assertEquals("there is no rule $rule", error.reason)
    }

    @Test
    fun `a pattern that is none is an invalid argument, and the reason repeats no digit`() {
        for (pattern in listOf("", "ACME", "+41 44 5*x", "123456789012345678901")) {
            val error = assertThrows<ScreenerException.InvalidArgument> {
                callscreen.putRule(pattern, Verdict.REJECT)
            }
            assertTrue(error.reason.isNotEmpty())
            assertFalse("12345" in error.reason, error.reason)
        }
        assertEquals(emptyList<Any>(), callscreen.rules())
    }

    @Test
    fun `a policy is read, changed and put in force`() {
        val policy = JSONObject(callscreen.policy())
        assertEquals("smartphone", policy.getString("name"))
        policy.getJSONObject("stranger").put("verdict", "allow")
        callscreen.setPolicy(policy.toString())
        assertEquals(Verdict.ALLOW, callscreen.screen(call(STRANGER)).verdict)
        assertTrue(policy.similar(JSONObject(callscreen.policy())))

        callscreen.setPreset("smartphone")
        assertEquals(Verdict.VOICEMAIL, callscreen.screen(call(STRANGER)).verdict)
    }

    @Test
    fun `a typo in a policy is named with line and column, and the policy in force stays`() {
        val before = callscreen.policy()
        val typo = before.replace("\"verdict\": \"allow\"", "\"verdikt\": \"allow\"")
        val error = assertThrows<ScreenerException.InvalidPolicy> { callscreen.setPolicy(typo) }
        assertTrue(Regex("policy, line \\d+, column \\d+: .*verdikt").containsMatchIn(error.reason)) {
            error.reason
        }
        assertEquals(before, callscreen.policy())
    }

    @Test
    fun `a policy of another version is refused`() {
        val later = JSONObject(callscreen.policy()).put("version", 3).toString()
        val error = assertThrows<ScreenerException.InvalidPolicy> { callscreen.setPolicy(later) }
        assertEquals("policy, line 1: version 3 is not known, expected 1 to 2", error.reason)
    }

    @Test
    fun `a value that makes no sense is refused`() {
        val policy = JSONObject(callscreen.policy())
        policy.getJSONObject("range_campaign").put("block_size", 7)
        val error = assertThrows<ScreenerException.InvalidPolicy> {
            callscreen.setPolicy(policy.toString())
        }
        assertTrue("range_campaign.block_size" in error.reason, error.reason)
    }

    @Test
    fun `a preset that does not exist is an invalid argument`() {
        val error = assertThrows<ScreenerException.InvalidArgument> { callscreen.setPreset("fax") }
        assertTrue("\"fax\"" in error.reason && "smartphone" in error.reason, error.reason)
    }

    private companion object {
        val ALWAYS = RuleLimits()
    }
}
