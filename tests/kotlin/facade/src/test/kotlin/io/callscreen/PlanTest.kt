package io.callscreen

import io.callscreen.ffi.ScreenerException
import io.callscreen.ffi.Step
import io.callscreen.ffi.Verdict
import java.io.File
import org.json.JSONObject
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

internal class PlanTest : StoreTest() {
    @Test
    fun `a plan is read back page by page, ascending`() {
        val plan = File(folder, "plan")
        withoutReservedRanges()
        callscreen.replaceContacts(listOf("+41445550101"))
        callscreen.importList(
            file(
                "list.csv",
                "phone,votes\n$CALL_CENTRE,10\n+33639981234,10\n+41445550198,3\n+41445550101,10\n",
            ),
            REPORTS,
        )
        callscreen.putRule("+41 44 555 03 03", Verdict.REJECT)

        val report = callscreen.writePlan(plan, at = MORNING)
        assertEquals(3uL, report.numbers)
        assertEquals(listOf(Step.RANGE_CAMPAIGN), report.notKept)
        val first = Callscreen.planPage(plan, after = 0, limit = 2u)
        assertArrayEquals(longArrayOf(33_639_981_234, 41_445_550_199), first)
        val second = Callscreen.planPage(plan, after = first.last(), limit = 2u)
        assertArrayEquals(longArrayOf(41_445_550_303), second)
        assertEquals(0, Callscreen.planPage(plan, after = second.last(), limit = 2u).size)
    }

    @Test
    fun `a whole range is told number by number`() {
        val plan = File(folder, "plan")
        withoutReservedRanges()
        callscreen.putRule("+33 6 39 98 12*", Verdict.REJECT)
        assertEquals(100uL, callscreen.writePlan(plan, at = MORNING).numbers)
        val page = Callscreen.planPage(plan, after = 33_639_981_249, limit = 1_000u)
        assertArrayEquals(LongArray(50) { 33_639_981_250 + it }, page)
    }

    @Test
    fun `a plan keeps to what a phone takes, small ranges first`() {
        val plan = File(folder, "plan")
        withoutReservedRanges()
        callscreen.putRule("+33 6 39 98 12*", Verdict.REJECT)
        callscreen.putRule("+41 44 555 03 03", Verdict.REJECT)
        val report = callscreen.writePlan(plan, at = MORNING, atMost = 100uL)
        assertEquals(1uL, report.numbers)
        assertEquals(100uL, report.numbersLeftOut)
        assertEquals(1uL, report.rangesLeftOut)
        val page = Callscreen.planPage(plan, after = 0, limit = 10u)
        assertArrayEquals(longArrayOf(41_445_550_303), page)
    }

    @Test
    fun `a plan that cannot be read or written is an invalid file`() {
        val missing = File(folder, "missing")
        assertThrows<ScreenerException.InvalidFile> { Callscreen.planPage(missing, 0, 10u) }
        val letter = file("letter", "Dear Sir or Madam")
        val error = assertThrows<ScreenerException.InvalidFile> {
            Callscreen.planPage(letter, 0, 10u)
        }
        assertTrue("letter" in error.reason, error.reason)
        assertThrows<ScreenerException.InvalidFile> {
            callscreen.writePlan(File(folder, "nowhere/plan"), at = MORNING)
        }
    }

    /** They hold millions of numbers. */
    private fun withoutReservedRanges() {
        val policy = JSONObject(callscreen.policy())
        policy.getJSONObject("call_centre").put("reserved_ranges", false)
        callscreen.setPolicy(policy.toString())
    }
}
