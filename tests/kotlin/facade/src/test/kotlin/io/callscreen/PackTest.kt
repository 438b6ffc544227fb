package io.callscreen

import io.callscreen.ffi.ScreenerException
import io.callscreen.ffi.Verdict
import java.io.File
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

/** The packs that every language takes, see tests/vectors/packs. */
internal class PackTest : StoreTest() {
    private val packs = File(System.getProperty("callscreen.vectors"), "packs")
    private val key = pack("test.pub").readText()

    private fun pack(name: String) = File(packs, name)

    private fun sales() = callscreen.lists().single { it.name == "Sales calls" }

    @Test
    fun `a full pack and a diff make a list`() {
        callscreen.applyPack(pack("full-1.pack"), key)
        assertEquals(Verdict.REJECT, callscreen.screen(call("+41445550198")).verdict)
        val list = callscreen.applyPack(pack("diff-1-2.pack").readBytes(), key, MORNING)
        assertEquals(sales(), list)
        assertEquals(listOf(3uL, 2uL), listOf(list.numbers, list.ranges))
        assertEquals("CC0-1.0", list.licence)
        assertEquals(2uL to "© the testers", list.pack?.let { it.version to it.attribution })
        assertEquals(Verdict.VOICEMAIL, callscreen.screen(call("+41445550198")).verdict)
        assertEquals(Verdict.REJECT, callscreen.screen(call("+33441561234")).verdict)
    }

    @Test
    fun `built-in lists tell the source and day of each range`() {
        val (reserved, exceptions) = callscreen.builtInLists()
        assertEquals("reserved-for-sales", reserved.id)
        assertEquals("reserved-exceptions", exceptions.id)
        assertEquals(null, reserved.replacedBy)
        val slovak = reserved.ranges.single { it.region == "SK" }
        assertEquals("+421888*" to 1_660_867_200_000, slovak.prefix to slovak.validFromMs)
        val facts = callscreen.screen(call("+421888123456")).trace.facts
        assertEquals(reserved.id, facts.reservedRange?.list)
        assertTrue(facts.reservedRange?.label.orEmpty().startsWith(slovak.source))
    }

    @Test
    fun `a pack tells what it is before it is applied`() {
        val info = Callscreen.packInfo(pack("diff-1-2.pack"))
        assertEquals(listOf(2uL, 1uL), listOf(info.version, info.base))
        assertEquals(listOf("CH", "FR"), info.regions)
        assertEquals("2026-11-22T11:00:00Z", info.publishedAt.toString())
    }

    @Test
    fun `what is wrong with a pack tells the app what to do`() {
        refused<ScreenerException.PackOtherBase>("diff-1-2.pack", "the list is not there")
        refused<ScreenerException.PackNotTrusted>("altered.pack", "does not fit")
        refused<ScreenerException.PackNotTrusted>("other-key.pack", "expected C202E19C83CAD320")
        refused<ScreenerException.PackNotTrusted>("unsigned.pack", "not signed")
        refused<ScreenerException.InvalidFile>("cut.pack", "cut off")
        callscreen.applyPack(pack("full-2.pack"), key)
        refused<ScreenerException.PackNotNewer>("full-1.pack", "version 1 is not newer")
        assertEquals(2uL, sales().pack?.version)
        assertThrows<ScreenerException.InvalidArgument> {
            callscreen.applyPack(pack("full-2.pack"), "no key")
        }
        val imported = file("list.csv", "phone\n$CALL_CENTRE\n")
        assertThrows<ScreenerException.InvalidArgument> {
            callscreen.importList(imported, REPORTS.copy(name = "Sales calls"))
        }
        callscreen.trustPackKey("Sales calls", key)
    }

    private inline fun <reified E : ScreenerException> refused(name: String, reason: String) {
        val error = assertThrows<E> { callscreen.applyPack(pack(name), key) }
        assertTrue(name in error.reason && reason in error.reason, error.reason)
    }
}
