package io.callscreen

import io.callscreen.ffi.ImportMode
import io.callscreen.ffi.Origin
import io.callscreen.ffi.Platform
import io.callscreen.ffi.Problem
import io.callscreen.ffi.ScreenerException
import io.callscreen.ffi.Severity
import io.callscreen.ffi.Unkept
import io.callscreen.ffi.Verdict
import java.io.File
import java.time.ZoneId
import java.time.ZoneOffset
import java.util.Locale
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

/** What the journal amounts to, what the linter finds, and backups. */
internal class InsightTest : StoreTest() {
    @Test
    fun `calls are counted`() {
        callscreen.screen(call(STRANGER))
        val figures = callscreen.figures()
        assertEquals(1uL, figures.verdicts.voicemail)
        assertEquals(24, figures.hours.size)
        assertEquals(Origin.Country("CH"), figures.origins.single().origin)
        val reason = figures.reasons.single()
        assertEquals("stranger", reason.code)
        assertEquals("du kennst diese Nummer nicht", reason.describe(Locale.GERMAN))
    }

    @Test
    fun `a call log is replayed`() {
        val log = File.createTempFile("calls", ".csv")
        log.writeText("number,date,type\n$STRANGER,1795258860000,1\n$STRANGER,,1\n")
        val replay = callscreen.replayLog(callscreen.policy(), log)
        assertEquals(1uL, replay.kept)
        assertEquals(listOf(3uL), replay.log?.firstSkipped)
        assertNull(replay.each.single().id)
    }

    @Test
    fun `times without an offset are of the clock in a zone`() {
        val log = File.createTempFile("calls", ".csv")
        log.writeText("number,date\n$STRANGER,2026-07-01 12:00\n$STRANGER,2026-12-01 12:00\n")
        val offsets = { zone: ZoneId ->
            callscreen.replayLog(callscreen.policy(), log, zone).each.map { it.at.utcOffsetMinutes }
        }
        assertEquals(listOf(120, 60), offsets(ZoneId.of("Europe/Zurich")))
        assertEquals(listOf(60, 60), offsets(ZoneOffset.ofHours(1)))
        assertEquals(listOf(330, 330), offsets(ZoneId.of("GMT+05:30")))
    }

    @Test
    fun `findings are sentences`() {
        val id = callscreen.putRule("+41900*", Verdict.VOICEMAIL)
        val finding = callscreen.lint().single { it.rule == id }
        assertEquals(Problem.RuleNotKept(id, Platform.IOS, Unkept.VOICEMAIL), finding.problem)
        assertEquals(Severity.NOTE, finding.severity)
        assertTrue(finding.describe(Locale.ENGLISH).startsWith("Rule $id cannot be kept"))
    }

    @Test
    fun `a backup is taken over whole or not at all`() {
        callscreen.putRule("+41900*", Verdict.REJECT)
        val backup = callscreen.exportBackup()
        callscreen.putRule("+41901*", Verdict.REJECT)
        assertEquals(1uL, callscreen.importBackup(backup, ImportMode.REPLACE).rules)
        assertEquals(1, callscreen.rules().size)
        assertThrows<ScreenerException.InvalidFile> {
            callscreen.importBackup(backup.replace("\"rules\"", "\"ruls\""))
        }
    }
}
