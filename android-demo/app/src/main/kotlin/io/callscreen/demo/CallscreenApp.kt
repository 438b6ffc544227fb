package io.callscreen.demo

import android.app.Application
import android.content.Context
import android.telephony.TelephonyManager
import android.util.Log
import io.callscreen.Callscreen
import io.callscreen.ffi.LogLevel
import java.io.File
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit

/** The name of our lines in the system's log. */
const val TAG = "callscreen"

/** A service of the system that every phone has. */
inline fun <reified T : Any> Context.service(): T = checkNotNull(getSystemService(T::class.java))

/**
 * Holds the one screener. Android starts this process for a call, so it begins at once to load the
 * library and to open the store, off the main thread.
 */
class CallscreenApp : Application() {
    /** For calls, one after the other; nothing else that takes time may stand in their way. */
    val worker = ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, LinkedBlockingQueue())

    /** What belongs to this platform. */
    val settings: Settings by lazy { Settings(dataContext()) }

    private var opened: Callscreen? = null
    private var openedFor: List<String> = emptyList()

    override fun onCreate() {
        super.onCreate()
        worker.execute(::prepare)
    }

    /**
     * The screener, opened on first use and again when the phone has moved to another country, whose
     * national spelling then counts. Throws when the store cannot be opened. Not for the main thread.
     */
    @Synchronized
    fun callscreen(): Callscreen {
        val regions = homeRegions(getSystemService(TelephonyManager::class.java))
        opened?.let { if (openedFor == regions) return it }
        val callscreen = Callscreen.open(File(dataContext().noBackupFilesDir, STORE), regions)
        // Not closed: a call may be using it. It is freed with its last user.
        opened = callscreen
        openedFor = regions
        return callscreen
    }

    private fun prepare() {
        try {
            Callscreen.log(LogLevel.WARN, ::writeLog)
            val callscreen = callscreen()
            // A call that is waiting warms up by itself.
            if (worker.queue.isEmpty()) callscreen.warmUp()
        } catch (failure: Throwable) {
            // The call that comes tries again, and rings if it fails again.
            Log.e(TAG, "the screener could not be prepared", failure)
        }
    }

    /**
     * Storage that is readable from the start of the phone, before it is unlocked for the first time:
     * otherwise nobody would screen until then. The price is that the store is not tied to the
     * user's PIN. It holds keys of contacts, no names, and who called when.
     */
    private fun dataContext(): Context = createDeviceProtectedStorageContext()

    private companion object {
        const val STORE = "callscreen.sqlite3"

        fun writeLog(level: LogLevel, line: String) {
            val priority = when (level) {
                LogLevel.ERROR -> Log.ERROR
                LogLevel.WARN -> Log.WARN
                LogLevel.INFO -> Log.INFO
                LogLevel.DEBUG -> Log.DEBUG
            }
            Log.println(priority, TAG, line)
        }
    }
}
