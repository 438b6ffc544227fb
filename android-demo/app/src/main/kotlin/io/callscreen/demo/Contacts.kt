package io.callscreen.demo

import android.Manifest.permission.READ_CONTACTS
import android.app.job.JobInfo
import android.app.job.JobInfo.TriggerContentUri
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.app.job.JobService
import android.content.ComponentName
import android.content.Context
import android.content.pm.PackageManager.PERMISSION_GRANTED
import android.os.UserManager
import android.provider.ContactsContract
import android.provider.ContactsContract.CommonDataKinds.Phone
import android.util.Log
import io.callscreen.ffi.Contact
import io.callscreen.ffi.ImportReport
import kotlin.concurrent.thread

/** Whether the user lets this app read contacts. */
fun Context.mayReadContacts(): Boolean = checkSelfPermission(READ_CONTACTS) == PERMISSION_GRANTED

/**
 * Every number in the address book: in E.164 where Android could read it, else as it was typed, and
 * then the core reads it. Names are not asked for, only who is starred.
 */
fun Context.contacts(): List<Contact> {
    val columns = arrayOf(Phone.NORMALIZED_NUMBER, Phone.NUMBER, Phone.STARRED)
    val cursor = contentResolver.query(Phone.CONTENT_URI, columns, null, null, null)
    // Null when the provider is gone, as after a crash: not the same as an empty address book.
    checkNotNull(cursor) { "the address book does not answer" }
    return cursor.use {
        buildList {
            while (it.moveToNext()) {
                val number = it.getString(0) ?: it.getString(1) ?: continue
                add(Contact(number, favourite = it.getInt(2) != 0))
            }
        }
    }
}

/**
 * Makes the address book the core's contacts, and watches it from now on. May take a second or two:
 * not for the main thread.
 */
fun CallscreenApp.syncContacts(): ImportReport {
    val report = callscreen().replaceContacts(contacts())
    ContactSyncJob.schedule(this)
    return report
}

/**
 * Reads the contacts if nobody watches them: after a restart, or when the user allowed access in the
 * system's settings, where we are not told. With access, Android asks us about calls of contacts, so
 * one that we do not know would be a stranger.
 */
fun CallscreenApp.ensureContacts() {
    if (!mayReadContacts() || ContactSyncJob.isScheduled(this)) return
    // Before the first unlock there is no address book; those that we know will do.
    if (service<UserManager>().isUserUnlocked) syncContacts()
}

/** Runs when the address book has changed. */
class ContactSyncJob : JobService() {
    override fun onStartJob(parameters: JobParameters): Boolean {
        thread(name = "contacts") {
            try {
                // Ends this job, too, and loses no change that was made while it ran.
                if (mayReadContacts()) {
                    (application as CallscreenApp).syncContacts()
                } else {
                    jobFinished(parameters, false)
                }
            } catch (failure: Exception) {
                // The known contacts stay.
                Log.w(TAG, "contacts were not read because of ${failure.javaClass.name}")
                jobFinished(parameters, true)
            }
        }
        return true
    }

    /** Nothing to stop: half-read contacts are not stored. */
    override fun onStopJob(parameters: JobParameters): Boolean = false

    companion object {
        private const val ID = 1
        private const val SETTLE_MS = 2_000L
        private const val LATEST_MS = 30_000L

        /** Whether the next change of the address book is waited for. */
        fun isScheduled(context: Context): Boolean =
            context.service<JobScheduler>().getPendingJob(ID) != null

        /** Waits for the next change of the address book. Forgotten when the phone restarts. */
        fun schedule(context: Context) {
            val descendants = TriggerContentUri.FLAG_NOTIFY_FOR_DESCENDANTS
            val job = JobInfo.Builder(ID, ComponentName(context, ContactSyncJob::class.java))
                .addTriggerContentUri(TriggerContentUri(ContactsContract.AUTHORITY_URI, descendants))
                // A synchronisation makes many changes at once.
                .setTriggerContentUpdateDelay(SETTLE_MS)
                .setTriggerContentMaxDelay(LATEST_MS)
                .build()
            context.service<JobScheduler>().schedule(job)
        }
    }
}
