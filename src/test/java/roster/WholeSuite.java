package roster;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** Every test of the product as a whole, with one program for all of them. */
@Suite
@SelectPackages("roster")
@IncludeClassNamePatterns("roster\\.[A-Z]\\w*Test")
class WholeSuite {}
