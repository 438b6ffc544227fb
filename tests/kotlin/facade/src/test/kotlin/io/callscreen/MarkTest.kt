package io.callscreen

import io.callscreen.ffi.Category
import io.callscreen.ffi.MarkExport
import io.callscreen.ffi.Opinion
import io.callscreen.ffi.Reason
import io.callscreen.ffi.ScreenerException
import java.time.OffsetDateTime
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

/** The user's own reports. */
internal class MarkTest : StoreTest() {
    @Test
    fun `a call is reported, exported and taken back`() {
        callscreen.screen(call(STRANGER))
        val id = callscreen.journal(1u).single().id
        val at = OffsetDateTime.parse("2026-11-21T08:15:00+01:00")
        val mark = callscreen.markCall(id, Opinion.CallCentre(Category.SALES), "kitchens", at)
        assertEquals(listOf(mark), callscreen.marks())
        assertEquals(
            Reason.MarkedCallCentre(Category.SALES),
            callscreen.screen(call(STRANGER)).reason,
        )
        assertEquals(
            "number,category,date\n$STRANGER,sales,2026-11-21\n",
            callscreen.exportMarks(),
        )
        assertEquals("number,category,date\n", callscreen.exportMarks(MarkExport(fine = true)))
        callscreen.unmarkCall(id)
        assertThrows<ScreenerException.NotFound> { callscreen.unmarkNumber(STRANGER) }
        assertThrows<ScreenerException.InvalidArgument> {
            callscreen.markNumber("144", Opinion.Fine)
        }
    }
}
