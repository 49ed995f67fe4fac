"""Puts a built site where people read it, so that no reader ever meets half of one."""
