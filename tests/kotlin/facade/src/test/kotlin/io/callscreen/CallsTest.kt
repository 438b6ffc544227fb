package io.callscreen

import io.callscreen.ffi.Moment
import io.callscreen.ffi.NumberType
import io.callscreen.ffi.Presentation
import io.callscreen.ffi.Reading
import io.callscreen.ffi.ScreenerException
import io.callscreen.ffi.Unreadable
import io.callscreen.ffi.Verification
import java.time.OffsetDateTime
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

internal class CallsTest {
    @Test
    fun `a call by default is one whose number may be shown`() {
        val time = OffsetDateTime.parse("2026-11-21T08:15:00.250+01:00")
        val call = incomingCall("1", at = time)
        assertEquals(Presentation.ALLOWED, call.presentation)
        assertEquals(Verification.NOT_VERIFIED, call.verification)
        assertEquals(null, call.line)
        assertEquals(Moment(1_795_245_300_250, 60), call.at)
    }

    @Test
    fun `times keep their instant and their clock`() {
        val times = listOf(
            "1970-01-01T00:00:00Z",
            "2026-11-21T08:15:00.250+01:00",
            "2026-03-29T02:30:00+05:45",
            "1969-07-20T16:17:40-04:00",
        )
        for (time in times.map(OffsetDateTime::parse)) {
            assertEquals(time, time.toMoment().toOffsetDateTime())
        }
    }

    @Test
    fun `readings tell their kinds apart`() {
        assertEquals(Reading.Subscriber("+41615550101"), Callscreen.readNumber("+41615550101"))
        assertEquals(Reading.Alphanumeric("ACME"), Callscreen.readNumber("ACME"))
        assertEquals(Reading.Unreadable(Unreadable.EMPTY), Callscreen.readNumber(" "))
        val home = listOf("CH")
        assertEquals(Reading.Emergency("112"), Callscreen.readNumber("112", home))
        assertEquals(Reading.Service("1414"), Callscreen.readNumber("1414", home))
        assertEquals(Reading.ShortCode("60123"), Callscreen.readNumber("60123", home))
        assertEquals(Reading.Extension("62"), Callscreen.readNumber("62", home))
    }

    @Test
    fun `types and spellings of a number are told when asked`() {
        assertEquals(NumberType.PREMIUM, Callscreen.numberType("+41900123456"))
        assertEquals("044 668 18 00", Callscreen.spellings("+41446681800").national)
    }

    @Test
    fun `reading with a region that does not exist is an invalid argument`() {
        assertThrows<ScreenerException.InvalidArgument> {
            Callscreen.readNumber("061 555 01 01", listOf("Switzerland"))
        }
    }
}
