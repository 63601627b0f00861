package roster;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** Every test of a part of the product, with one program for all of them. */
@Suite
@SelectPackages("roster")
@IncludeClassNamePatterns("roster\\.[a-z]+\\..*Test")
class PartsSuite {}
