package io.callscreen

import io.callscreen.ffi.IncomingCall
import io.callscreen.ffi.ListSource
import java.io.File
import java.time.OffsetDateTime
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.io.TempDir

/** A fresh store for each test, at home in Switzerland. */
internal abstract class StoreTest {
    @TempDir
    protected lateinit var folder: File

    protected lateinit var callscreen: Callscreen

    @BeforeEach
    fun open() {
        callscreen = Callscreen.open(File(folder, "store.sqlite3"), homeRegions = listOf("CH"))
    }

    @AfterEach
    fun close() = callscreen.close()

    /** Writes a file for an import. */
    protected fun file(name: String, text: String): File =
        File(folder, name).apply { writeText(text) }

    protected fun call(number: String?, minute: Long = 0): IncomingCall =
        incomingCall(number, at = MORNING.plusMinutes(minute))

    companion object {
        val MORNING: OffsetDateTime = OffsetDateTime.parse("2026-11-21T08:15:00+01:00")

        const val FRIEND = "+41615550101"
        const val STRANGER = "+41615550202"
        const val CALL_CENTRE = "+41445550199"

        val REPORTS = ListSource(
            name = "Reports",
            source = "made up for a test",
            licence = "CC0-1.0",
            threshold = 4u,
        )
    }
}
