"""Become another program that ends when its parent does.

Used as: guard.py PARENT SIGNAL UID GID PROGRAM WORDS…

A program of its own, because Linux forgets the wish (PR_SET_PDEATHSIG) when a process changes its user.
Without Linux the wish is left out; the launcher then finds what was left behind at its next start.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1

parent, death_signal, uid, gid = map(int, sys.argv[1:5])
if (uid, gid) != (os.getuid(), os.getgid()):
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
    os.chdir("/")
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("The launcher is gone.")
os.execvp(sys.argv[5], sys.argv[5:])
