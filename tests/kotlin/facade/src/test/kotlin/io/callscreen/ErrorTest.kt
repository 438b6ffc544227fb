package io.callscreen

import io.callscreen.ffi.ScreenerException
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

internal class ErrorTest : StoreTest() {
    @Test
    fun `every kind of error tells its reason, whatever its type is known to be`() {
        val kinds = mapOf(
            ScreenerException.InvalidArgument::class to { callscreen.setPreset("fax") },
            ScreenerException.InvalidFile::class to {
                callscreen.importList(file("list.csv", "no number\n"), REPORTS)
            },
            ScreenerException.InvalidPolicy::class to { callscreen.setPolicy("{}") },
            ScreenerException.NotFound::class to { callscreen.removeRule(7) },
            ScreenerException.Storage::class to { Callscreen.open(folder, listOf("CH")) },
            ScreenerException.Cancelled::class to {
                callscreen.importList(file("list.csv", "phone\n+41615550101\n"), REPORTS) { false }
            },
            ScreenerException.Closed::class to {
                callscreen.close()
                callscreen.rules()
            },
        )
        for ((kind, cause) in kinds) {
            val error: ScreenerException = assertThrows<ScreenerException> { cause() }
            assertEquals(kind, error::class)
            val silent = error is ScreenerException.Closed || error is ScreenerException.Cancelled
            assertEquals(if (silent) "" else "reason=${error.reason}", error.message)
            assertEquals(silent, error.reason.isEmpty()) { "$error" }
        }
    }
}
